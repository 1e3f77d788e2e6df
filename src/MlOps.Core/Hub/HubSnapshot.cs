namespace MlOps.Hub;

/// <summary>A model of the hub as the cache holds it.</summary>
/// <param name="Id">What was asked for.</param>
/// <param name="Commit">What its revision is.</param>
/// <param name="Folder">Full path of the snapshot.</param>
/// <param name="RefFile">Full path of the file that says what commit the revision is.</param>
/// <param name="Weights">The name of its weights, or of their index; null where it has none that can be read.</param>
/// <param name="Files">The files that belong to it.</param>
public sealed record HubSnapshot(HubId Id, string Commit, string Folder, string RefFile, string? Weights, IReadOnlyList<HubFile> Files)
{
    /// <summary>The files that are not in the snapshot yet.</summary>
    public IEnumerable<HubFile> Missing => Files.Where(file => !HubCache.IsThere(Path.Combine(Folder, file.Name)));
}
