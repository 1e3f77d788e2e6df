namespace MlOps.Registry;

/// <summary>A file that was attached to a version after its registration.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Attachment(string Name, string Sha256, long Bytes);
