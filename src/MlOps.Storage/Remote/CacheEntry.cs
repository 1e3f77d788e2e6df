namespace MlOps.Storage.Remote;

/// <summary>What the cache holds of an address: <c>entry.json</c>. The address itself stands nowhere, as it may hold a signature.</summary>
/// <param name="Sha256">SHA-256 of the content.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Name">The name of its file or folder, below a folder that its hash names.</param>
/// <param name="Validators">What the server tells it by.</param>
internal sealed record CacheEntry(string Sha256, long Bytes, string Name, Validators Validators)
{
    /// <summary>Of a prefix: the ETag of each file, by its path; null of a file.</summary>
    public IReadOnlyDictionary<string, string>? Files { get; init; }
}
