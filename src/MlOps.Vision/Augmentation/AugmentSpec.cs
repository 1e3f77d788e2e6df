using System.Globalization;
using MlOps.Spec;

namespace MlOps.Vision.Augmentation;

/// <summary>How pictures are varied, those to learn from only; the names of torchvision's transforms.</summary>
public sealed record AugmentSpec
{
    private const string CropForm = "two shares of the picture's area, such as [0.08, 1]";

    /// <summary>A rectangle of this share of the picture's area, resized to what the model reads; null cuts the middle out.</summary>
    public (double From, double To)? RandomResizedCrop { get; init; }

    /// <summary>Pixels of black around the fitted picture, of which a part of the old size is cut out.</summary>
    public int RandomCropPadding { get; init; }

    /// <summary>Every other picture is mirrored, left to right.</summary>
    public bool Flip { get; init; }

    /// <summary>The most degrees that a picture is turned, either way.</summary>
    public double Rotation { get; init; }

    /// <summary>How far colours change; null leaves them.</summary>
    public ColourJitterSpec? ColourJitter { get; init; }

    /// <summary>Alpha of the Beta distribution by which two pictures and their labels are mixed; 0 mixes none.</summary>
    public double Mixup { get; init; }

    /// <summary>Reads the mapping <c>augment</c>.</summary>
    /// <param name="map">The mapping.</param>
    public static AugmentSpec Read(SpecMap map) => new()
    {
        RandomResizedCrop = ReadCrop(map),
        RandomCropPadding = map.Whole("random-crop-padding", 0, 512, 0, "Pixels of black around each picture, of which a part of the old size is cut out at random"),
        Flip = map.Flag("flip", otherwise: false, "Mirror every other picture, left to right"),
        Rotation = map.Number("rotation", 0, 180, 0, "The most degrees that a picture is turned, either way"),
        ColourJitter = map.Either(
            "colour-jitter",
            "The most by which brightness, contrast and saturation change, as a share; or a mapping of each, and of hue",
            text => ColourJitterSpec.Read(map, text),
            ColourJitterSpec.Read),
        Mixup = map.Number("mixup", 0, 10, 0, "Mix each picture and its label with another one's: alpha of the Beta distribution of the shares"),
    };

    private static (double From, double To)? ReadCrop(SpecMap map)
    {
        var shares = map.Texts("random-resized-crop", "Cut out a rectangle of a share of each picture's area between these two, and resize it");
        if (shares.Count == 0)
        {
            return null;
        }

        var numbers = shares.Select(share => double.TryParse(share.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToList();
        if (numbers is [> 0 and <= 1, > 0 and <= 1] && numbers[0] <= numbers[1])
        {
            return (numbers[0], numbers[1]);
        }

        map.Reject("random-resized-crop", shares[0], CropForm);
        return null;
    }
}
