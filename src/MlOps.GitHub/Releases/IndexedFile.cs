namespace MlOps.GitHub.Releases;

/// <summary>A file of a version in its release.</summary>
/// <param name="Path">Relative to the version's folder, with '/'.</param>
/// <param name="Asset">The asset's name, which GitHub allows fewer characters than a path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
internal sealed record IndexedFile(string Path, string Asset, long Bytes, string Sha256);
