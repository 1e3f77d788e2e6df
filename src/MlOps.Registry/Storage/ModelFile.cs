namespace MlOps.Registry.Storage;

/// <summary>One file of a version.</summary>
/// <param name="Path">Relative to the version's folder, with '/'.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
internal sealed record ModelFile(string Path, long Bytes, string Sha256);
