namespace MlOps.Text.Tokenizers;

/// <summary>One text as tokens, with the place of each in the text.</summary>
/// <param name="Text">The tokens.</param>
/// <param name="Spans">UTF-16 units of the text that each token stands for, [Length]; <c>0..0</c> for special tokens.</param>
public sealed record EncodedSpans(EncodedText Text, IReadOnlyList<Range> Spans);
