using System.Text.Json.Serialization;

namespace MlOps.Pictures;

/// <summary>Where the middle is when a border is an odd number of pixels wide: libraries differ by one pixel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CropPlacement>))]
public enum CropPlacement
{
    /// <summary>Half the border, rounded to the even number; torchvision.</summary>
    [JsonStringEnumMemberName("round-half-to-even")]
    RoundHalfToEven,

    /// <summary>Half the border, rounded down; transformers.</summary>
    [JsonStringEnumMemberName("round-down")]
    RoundDown,
}
