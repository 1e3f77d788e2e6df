namespace MlOps.Hub;

/// <summary>A file of a model on the hub.</summary>
/// <param name="Name">Its name; files of folders within the model are not read.</param>
/// <param name="Bytes">Its size, where the hub says it.</param>
/// <param name="Sha256">SHA-256 of a large file, 64 hexadecimal digits; null for a small one, which git keeps.</param>
public sealed record HubFile(string Name, long? Bytes, string? Sha256);
