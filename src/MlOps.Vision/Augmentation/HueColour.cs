namespace MlOps.Vision.Augmentation;

/// <summary>A colour as hue, saturation and value, in bytes and with the rounding of Pillow's mode HSV.</summary>
/// <param name="Hue">256 steps around the circle, from red.</param>
/// <param name="Saturation">0 is grey.</param>
/// <param name="Value">The level of the strongest of red, green and blue.</param>
/// <remarks>Smith 1978, "Color Gamut Transform Pairs".</remarks>
internal readonly record struct HueColour(byte Hue, byte Saturation, byte Value)
{
    /// <summary>Converts from red, green and blue.</summary>
    public static HueColour Of(byte red, byte green, byte blue)
    {
        var most = Math.Max(red, Math.Max(green, blue));
        var least = Math.Min(red, Math.Min(green, blue));
        if (most == least)
        {
            return new(0, 0, most);
        }

        float range = most - least;
        var (fromRed, fromGreen, fromBlue) = ((most - red) / range, (most - green) / range, (most - blue) / range);
        var sixths = red == most ? fromBlue - fromGreen
            : green == most ? (float)(2.0 + fromRed - fromBlue)
            : (float)(4.0 + fromGreen - fromRed);
        var hue = (float)(((sixths / 6.0) + 1.0) % 1.0);
        return new(ToByte(hue * 255.0), ToByte(range / most * 255.0), most);
    }

    /// <summary>Converts to red, green and blue.</summary>
    public (byte Red, byte Green, byte Blue) ToRgb()
    {
        if (Saturation == 0)
        {
            return (Value, Value, Value);
        }

        var sixths = (float)(Hue * 6.0 / 255.0);
        var sector = (int)sixths;
        var within = (float)(Hue * 6.0 / 255.0 - sector);
        var share = Saturation / 255f;
        var weak = Round(Value * (1.0 - share));
        var falling = Round(Value * (1.0 - (share * within)));
        var rising = Round(Value * (1.0 - (share * (1.0 - within))));
        return (sector % 6) switch
        {
            0 => (Value, rising, weak),
            1 => (falling, Value, weak),
            2 => (weak, Value, rising),
            3 => (weak, falling, Value),
            4 => (rising, weak, Value),
            _ => (Value, weak, falling),
        };
    }

    private static byte ToByte(double level) => (byte)Math.Clamp((int)level, 0, 255);

    private static byte Round(double level) => ToByte(Math.Round(level, MidpointRounding.AwayFromZero));
}
