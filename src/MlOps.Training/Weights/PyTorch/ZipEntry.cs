namespace MlOps.Training.Weights.PyTorch;

/// <summary>A file within a zip archive.</summary>
/// <param name="Name">Its path, with '/'.</param>
/// <param name="IsDeflated">True where it is compressed, false where its bytes lie in the archive as they are.</param>
/// <param name="Begin">Offset of its first byte in the archive.</param>
/// <param name="StoredBytes">How many bytes it takes in the archive.</param>
/// <param name="Bytes">How many bytes it has.</param>
internal sealed record ZipEntry(string Name, bool IsDeflated, long Begin, long StoredBytes, long Bytes);
