namespace MlOps.Registry.Mlflow.Wire;

/// <summary>An experiment: a named list of runs.</summary>
/// <param name="ExperimentId">Its id.</param>
internal sealed record MlflowExperiment(string ExperimentId);
