namespace MlOps.Pictures;

/// <summary>What the files of pictures are called.</summary>
public static class PictureFiles
{
    /// <summary>The endings of the formats that can be decoded.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp"];

    /// <summary>True when a file is a picture by its name.</summary>
    /// <param name="path">A path.</param>
    public static bool HasEnding(string path) => Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
