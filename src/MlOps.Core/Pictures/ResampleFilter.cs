namespace MlOps.Pictures;

/// <summary>How a picture is resized; the names of Pillow, whose pixels are made.</summary>
public enum ResampleFilter
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>A triangle, widened when the picture gets smaller (antialiasing).</summary>
    Bilinear,

    /// <summary>A cubic with a = -0.5, widened when the picture gets smaller.</summary>
    Bicubic,

    /// <summary>A windowed sinc of three lobes, widened when the picture gets smaller.</summary>
    Lanczos,
}
