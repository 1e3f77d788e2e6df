namespace MlOps.Registry.Artifacts;

/// <summary>A file of an artifact store.</summary>
/// <param name="Sha256">Its hash, which is its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Written">When it was written last, UTC.</param>
public sealed record Artifact(string Sha256, long Bytes, DateTime Written);
