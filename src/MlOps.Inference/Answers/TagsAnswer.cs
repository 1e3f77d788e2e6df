namespace MlOps.Inference;

/// <summary>The tags that a model gives the words of one text.</summary>
/// <param name="Tags">One a word.</param>
/// <param name="Probabilities">Of each tag, from 0 to 1.</param>
public sealed record TagsAnswer(IReadOnlyList<string> Tags, IReadOnlyList<float> Probabilities) : Answer;
