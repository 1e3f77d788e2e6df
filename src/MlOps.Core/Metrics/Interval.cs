namespace MlOps.Metrics;

/// <summary>A 95 % interval.</summary>
/// <param name="Low">The 2.5 % quantile.</param>
/// <param name="High">The 97.5 % quantile.</param>
public sealed record Interval(double Low, double High);
