namespace MlOps.Reporting.Comparison;

/// <summary>A metric that got worse on a slice.</summary>
/// <param name="Column">The slice's column.</param>
/// <param name="Value">The value that its rows share.</param>
/// <param name="Rows">Its rows in the second run.</param>
/// <param name="Metric">The metric.</param>
/// <param name="A">Its value in the first run.</param>
/// <param name="B">Its value in the second run.</param>
public sealed record SliceDifference(string Column, string Value, long Rows, string Metric, double A, double B);
