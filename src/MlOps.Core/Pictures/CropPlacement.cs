namespace MlOps.Pictures;

/// <summary>Where the middle is when a border is an odd number of pixels wide: libraries differ by one pixel.</summary>
public enum CropPlacement
{
    /// <summary>Half the border, rounded to the even number; torchvision.</summary>
    RoundHalfToEven,

    /// <summary>Half the border, rounded down; transformers.</summary>
    RoundDown,
}
