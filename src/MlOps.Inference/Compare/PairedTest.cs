using MlOps.Metrics;

namespace MlOps.Inference.Compare;

/// <summary>How much of the difference between two runs chance alone would make.</summary>
/// <param name="Intervals">95 % intervals of the differences, by metric.</param>
/// <param name="PValues">Two-sided p-values, by metric.</param>
internal sealed record PairedTest(IReadOnlyDictionary<string, Interval> Intervals, IReadOnlyDictionary<string, double> PValues);
