namespace MlOps.Registry;

/// <summary>The version of a model that is in Production.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">Its version number.</param>
/// <param name="Folder">Full path of its files.</param>
/// <param name="ContentHash">SHA-256 over its model files.</param>
public sealed record Champion(string Model, int Version, string Folder, string ContentHash)
{
    /// <summary>SHA-256 over the files that its training made; differs from <see cref="ContentHash"/> where a variant was added on registering.</summary>
    public string ModelHash { get; init; } = ContentHash;
}
