namespace MlOps.Registry.Mlflow.Wire;

/// <summary>What a run is.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="ArtifactUri">Where its artifacts are; <c>mlflow-artifacts:/…</c> where the server passes them on.</param>
internal sealed record MlflowRunInfo(string RunId, string ArtifactUri);
