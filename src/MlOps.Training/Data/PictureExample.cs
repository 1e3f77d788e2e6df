namespace MlOps.Training.Data;

/// <summary>A row whose picture is read when it is needed.</summary>
/// <param name="Path">Full path of the picture.</param>
/// <param name="Shown">How the user names it.</param>
/// <param name="Sha256">SHA-256 of its file when the rows were prepared.</param>
/// <param name="Labels">Indices of its labels: one, or any number of them for multi-label data.</param>
public sealed record PictureExample(string Path, string Shown, string Sha256, IReadOnlyList<int> Labels);
