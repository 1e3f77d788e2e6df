namespace MlOps.Steps.Preprocess;

/// <summary>What is to be learnt of one row.</summary>
/// <param name="Labels">Its labels in ordinal order, each once; for tagged words the tags that occur.</param>
/// <param name="Values">Its numbers; null where none are learnt.</param>
/// <param name="Tags">A tag for each word; null where none are learnt.</param>
internal sealed record RowTarget(IReadOnlyList<string> Labels, IReadOnlyList<double>? Values = null, IReadOnlyList<string>? Tags = null);
