using System.Text.Json.Serialization;

namespace MlOps.Pictures;

/// <summary>How a picture is resized; the names of Pillow, whose pixels are made.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResampleFilter>))]
public enum ResampleFilter
{
    /// <summary>The nearest pixel.</summary>
    [JsonStringEnumMemberName("nearest")]
    Nearest,

    /// <summary>A triangle, widened when the picture gets smaller (antialiasing).</summary>
    [JsonStringEnumMemberName("bilinear")]
    Bilinear,

    /// <summary>A cubic with a = -0.5, widened when the picture gets smaller.</summary>
    [JsonStringEnumMemberName("bicubic")]
    Bicubic,

    /// <summary>A windowed sinc of three lobes, widened when the picture gets smaller.</summary>
    [JsonStringEnumMemberName("lanczos")]
    Lanczos,
}
