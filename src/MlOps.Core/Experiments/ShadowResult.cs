namespace MlOps.Experiments;

/// <summary>What a shadow said, beside what clients were answered.</summary>
/// <param name="Shadow">The shadow.</param>
/// <param name="Rows">Rows of which both answers are known.</param>
/// <param name="Agreement">Of these, those with the same labels.</param>
/// <param name="Latency">Seconds that it took, by the names p50, p95 and p99; null where it answered none.</param>
/// <param name="Changes">How often which labels became which others, the most frequent first.</param>
public sealed record ShadowResult(
    string Shadow, long Rows, Rate Agreement, IReadOnlyDictionary<string, double?> Latency, IReadOnlyList<AnswerChange> Changes);
