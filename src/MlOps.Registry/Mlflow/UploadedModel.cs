namespace MlOps.Registry.Mlflow;

/// <summary>A candidate's files in the artifacts of a run.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Source">The address of their folder.</param>
/// <param name="Manifest">What was uploaded.</param>
/// <param name="ManifestHash">SHA-256 of the manifest's bytes.</param>
internal sealed record UploadedModel(string Run, string Source, VersionManifest Manifest, string ManifestHash);
