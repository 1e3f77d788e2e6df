namespace MlOps.Registry;

/// <summary>Something that takes room in a registry and that nobody names.</summary>
/// <param name="Path">A file or folder, or the name of what a server keeps.</param>
/// <param name="Why">What it was, in words.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Leftover(string Path, string Why, long Bytes);
