namespace MlOps.Remote;

/// <summary>What an address stands for now, in this machine's cache.</summary>
/// <param name="Path">Full path of the file, or of the folder that a prefix or an archive stands for.</param>
/// <param name="Sha256">SHA-256 of the content that was fetched: of the file or archive, or over names and contents below a prefix.</param>
/// <param name="ETag">How the server names this content; null where it does not.</param>
/// <param name="Bytes">Size of the content that was fetched.</param>
public sealed record RemoteFile(string Path, string Sha256, string? ETag, long Bytes);
