namespace MlOps.Running;

/// <summary>A line of <c>metrics.jsonl</c>.</summary>
/// <param name="Time">When it was measured, UTC.</param>
/// <param name="Step">The step's name.</param>
/// <param name="Position">The optimizer step or epoch that the values belong to; null when there is none.</param>
/// <param name="Values">What was measured.</param>
public sealed record LogLine(DateTimeOffset Time, string Step, int? Position, IReadOnlyDictionary<string, double> Values);
