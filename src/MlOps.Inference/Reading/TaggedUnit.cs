namespace MlOps.Inference.Reading;

/// <summary>The tags of a unit's words.</summary>
/// <param name="Words">Each word's index in the row, its tag and the tag's probability; words without tokens are absent.</param>
internal sealed record TaggedUnit(IReadOnlyList<(int Word, string Tag, float Probability)> Words) : Answer;
