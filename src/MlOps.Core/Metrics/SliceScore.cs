namespace MlOps.Metrics;

/// <summary>The metrics of the rows that share a value in a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The value that the rows share.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Metrics">Their metrics; null where undefined.</param>
public sealed record SliceScore(string Column, string Value, long Rows, IReadOnlyDictionary<string, double?> Metrics);
