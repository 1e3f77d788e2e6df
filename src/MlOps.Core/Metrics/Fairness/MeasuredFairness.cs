namespace MlOps.Metrics.Fairness;

/// <summary>A measure of fairness on the test rows.</summary>
/// <param name="Name">The measure.</param>
/// <param name="Value">Its value; null where it is undefined.</param>
/// <param name="Interval">95 % bootstrap interval; null where a resample left the measure undefined.</param>
public sealed record MeasuredFairness(string Name, double? Value, Interval? Interval);
