namespace MlOps.Hub;

/// <summary>What the hub says of a file before it is downloaded.</summary>
/// <param name="ETag">Its hash: SHA-256 (64 hexadecimal digits) of a large file, git's hash of the blob (40) of a small one. The cache names its content so.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Source">Where the hub gives its bytes, or redirects to the storage that has them.</param>
internal sealed record HubFileFacts(string ETag, long Bytes, Uri Source);
