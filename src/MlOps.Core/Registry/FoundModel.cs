namespace MlOps.Registry;

/// <summary>A version of a registered model whose files are on this machine.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Its version number.</param>
/// <param name="Folder">Full path of its files.</param>
/// <param name="ContentHash">SHA-256 over its model files.</param>
public sealed record FoundModel(string Model, int Version, string Folder, string ContentHash);
