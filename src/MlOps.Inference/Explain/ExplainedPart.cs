namespace MlOps.Inference.Explain;

/// <summary>A part of a text, and what it does to the answer.</summary>
/// <param name="Start">Where it begins in the prepared text, in UTF-16 units.</param>
/// <param name="Text">The part: a word, or several of a long text.</param>
/// <param name="OfPair">True for a part of the second text of a pair.</param>
/// <param name="Effect">The score with the part less the score without it: above 0 it speaks for the answer.</param>
public sealed record ExplainedPart(int Start, string Text, bool OfPair, double Effect);
