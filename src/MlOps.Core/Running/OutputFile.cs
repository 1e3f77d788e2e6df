namespace MlOps.Running;

/// <summary>A file of a step's output.</summary>
/// <param name="Path">Relative to the output folder, with '/'.</param>
/// <param name="Bytes">Its size.</param>
public sealed record OutputFile(string Path, long Bytes);
