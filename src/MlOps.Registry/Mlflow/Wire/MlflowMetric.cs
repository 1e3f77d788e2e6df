namespace MlOps.Registry.Mlflow.Wire;

/// <summary>The last value of a run's metric.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The value, which may be NaN or infinite.</param>
internal sealed record MlflowMetric(string Key, double Value);
