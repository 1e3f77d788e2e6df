using System.Text.Json.Serialization;

namespace MlOps.Pictures;

/// <summary>How a decoded picture becomes the numbers that a model reads; a model carries it along.</summary>
public sealed record PictureTransform
{
    /// <summary>The largest size that a model may read, in pixels.</summary>
    public const int LongestEdge = 4096;

    /// <summary>ImageNet's mean of red, green and blue, of 1.</summary>
    public static readonly IReadOnlyList<double> ImageNetMean = [0.485, 0.456, 0.406];

    /// <summary>ImageNet's standard deviation of red, green and blue, of 1.</summary>
    public static readonly IReadOnlyList<double> ImageNetDeviation = [0.229, 0.224, 0.225];

    /// <summary>Height of what the model reads, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Width of what the model reads, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>How the picture is resized; null where its size is left as it is.</summary>
    public ResampleFilter? Resample { get; init; }

    /// <summary>
    /// What the shorter edge is resized to, in pixels; the other edge keeps its ratio, and the middle is cut out.
    /// Null where the picture is resized to exactly <see cref="Height"/> x <see cref="Width"/>.
    /// </summary>
    public int? ShortestEdge { get; init; }

    /// <summary>Where the middle is that is cut out.</summary>
    public CropPlacement Crop { get; init; }

    /// <summary>What a level from 0 to 255 is multiplied with.</summary>
    public double Scale { get; init; } = 1.0 / 255;

    /// <summary>Taken off the scaled level: red, green, blue.</summary>
    public IReadOnlyList<double> Mean { get; init; } = ImageNetMean;

    /// <summary>What then divides it: red, green, blue.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = ImageNetDeviation;

    /// <summary>Numbers of one picture: 3 x height x width.</summary>
    [JsonIgnore]
    public int Length => 3 * Height * Width;

    /// <summary>True where sizes are from 1 to <see cref="LongestEdge"/>, and there are three means and three deviations that can be divided by.</summary>
    [JsonIgnore]
    public bool IsSound =>
        IsEdge(Height) && IsEdge(Width) && (ShortestEdge is not { } edge || IsEdge(edge)) && double.IsFinite(Scale)
        && Mean.Count == 3 && Mean.All(double.IsFinite) && Deviation.Count == 3 && Deviation.All(value => double.IsFinite(value) && value > 0);

    /// <summary>What torchvision's ImageNet models read: the shorter edge bilinear to 8/7 of the size (256 for 224, 342 for 299), the middle, ImageNet's statistics.</summary>
    /// <param name="size">Height and width, in pixels.</param>
    public static PictureTransform OfImageNet(int size) => new()
    {
        Height = size,
        Width = size,
        Resample = ResampleFilter.Bilinear,
        ShortestEdge = (int)Math.Round(size * 8.0 / 7),
    };

    /// <summary>What a CIFAR network reads: pictures of its own size as they are, others with the shorter edge bilinear to that size.</summary>
    /// <param name="size">Height and width, in pixels: 32.</param>
    public static PictureTransform OfCifar(int size) => OfImageNet(size) with { ShortestEdge = size };

    private static bool IsEdge(int length) => length is >= 1 and <= LongestEdge;
}
