using MlOps.Metrics;

namespace MlOps.Reporting.Comparison;

/// <summary>A metric of two runs.</summary>
/// <param name="Name">The metric.</param>
/// <param name="A">Its value in the first run; null where it is undefined or was not measured.</param>
/// <param name="B">Its value in the second run.</param>
/// <param name="Interval">95 % interval of B less A over paired resamples of the rows that both have scored; null where there is none.</param>
/// <param name="PValue">The chance of a difference at least this large if there were none: McNemar's test for accuracy, the paired bootstrap for others.</param>
public sealed record MetricDifference(string Name, double? A, double? B, Interval? Interval, double? PValue);
