namespace MlOps.Registry.Mlflow.Wire;

/// <summary>A name for one version of a registered model.</summary>
/// <param name="Alias">The name.</param>
/// <param name="Version">The version's number, which MLflow writes as a text.</param>
internal sealed record MlflowAlias(string Alias, string Version);
