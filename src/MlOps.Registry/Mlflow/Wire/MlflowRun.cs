namespace MlOps.Registry.Mlflow.Wire;

/// <summary>A run with what was logged in it.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Data">What was logged; null for nothing.</param>
internal sealed record MlflowRun(MlflowRunInfo Info, MlflowRunData? Data);
