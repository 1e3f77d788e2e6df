namespace MlOps.Steps;

/// <summary>Data from elsewhere, and the content that was read.</summary>
/// <param name="Address">The address as it may be printed.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
/// <param name="ETag">How the server names it; null where it does not.</param>
/// <param name="Bytes">Its size.</param>
public sealed record FetchedSource(string Address, string Sha256, string? ETag, long Bytes);
