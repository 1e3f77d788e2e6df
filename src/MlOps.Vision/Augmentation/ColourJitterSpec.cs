using System.Globalization;
using MlOps.Spec;

namespace MlOps.Vision.Augmentation;

/// <summary>How far colours change: each factor is drawn from 1 less the number to 1 and the number.</summary>
/// <param name="Brightness">From 0 to 1.</param>
/// <param name="Contrast">From 0 to 1.</param>
/// <param name="Saturation">From 0 to 1.</param>
/// <param name="Hue">From 0 to 0.5: the share of the colour circle that hues are turned by, either way.</param>
public sealed record ColourJitterSpec(double Brightness, double Contrast, double Saturation, double Hue)
{
    /// <summary>Reads the short form: one number for brightness, contrast and saturation.</summary>
    /// <param name="map">Where the value stands.</param>
    /// <param name="text">The value.</param>
    public static ColourJitterSpec? Read(SpecMap map, SpecText text)
    {
        if (double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var strength) && strength is >= 0 and <= 1)
        {
            return new(strength, strength, strength, 0);
        }

        map.Reject("colour-jitter", text, "a number from 0 to 1, or a mapping of brightness, contrast, saturation and hue");
        return null;
    }

    /// <summary>Reads the long form.</summary>
    /// <param name="map">The mapping.</param>
    public static ColourJitterSpec Read(SpecMap map) => new(
        map.Number("brightness", 0, 1, 0, "The most by which brightness changes, as a share"),
        map.Number("contrast", 0, 1, 0, "The most by which contrast changes, as a share"),
        map.Number("saturation", 0, 1, 0, "The most by which saturation changes, as a share"),
        map.Number("hue", 0, 0.5, 0, "The most by which hues are turned, as a share of the colour circle"));
}
