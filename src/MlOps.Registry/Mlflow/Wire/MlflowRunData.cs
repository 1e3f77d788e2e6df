namespace MlOps.Registry.Mlflow.Wire;

/// <summary>What was logged in a run.</summary>
/// <param name="Metrics">The last value of each metric; null for none.</param>
/// <param name="Params">Its parameters; null for none.</param>
internal sealed record MlflowRunData(IReadOnlyList<MlflowMetric>? Metrics, IReadOnlyList<MlflowTag>? Params);
