namespace MlOps.Registry.Packages;

/// <summary>One file of a package.</summary>
/// <param name="Path">Relative to the version's folder with '/', or an attached file's name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record PackagedFile(string Path, long Bytes, string Sha256);
