namespace MlOps.Files;

/// <summary>A file as it was when it was hashed.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Changed">When it was last written, UTC.</param>
/// <param name="Sha256">Its hash.</param>
public sealed record FileHash(long Bytes, DateTime Changed, string Sha256);
