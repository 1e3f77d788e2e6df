namespace MlOps.Pictures;

/// <summary>What is known of a picture that could be decoded.</summary>
/// <param name="Sha256">SHA-256 of its file.</param>
/// <param name="Width">In pixels, turned as EXIF says.</param>
/// <param name="Height">In pixels, turned as EXIF says.</param>
public sealed record PictureFacts(string Sha256, int Width, int Height)
{
    /// <summary>Length of the shorter edge, in pixels.</summary>
    public int ShorterEdge => Math.Min(Width, Height);
}
