namespace MlOps.Vision.Augmentation;

/// <summary>Changes of colour, to the very bytes that Pillow's ImageEnhance gives, which torchvision's colour jitter calls.</summary>
public static class Colours
{
    private delegate (byte Red, byte Green, byte Blue) Change(byte red, byte green, byte blue);

    /// <summary>Makes a picture darker or brighter.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="factor">0 is black, 1 the picture itself.</param>
    public static Picture Brightness(Picture picture, double factor) => ByLevel(picture, 0, (float)factor);

    /// <summary>Takes a picture to its mean grey, or away from it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="factor">0 is grey, 1 the picture itself.</param>
    public static Picture Contrast(Picture picture, double factor)
    {
        var sum = 0L;
        for (var i = 0; i < picture.Pixels.Length; i += Picture.BytesAPixel)
        {
            sum += Grey(picture.Pixels[i], picture.Pixels[i + 1], picture.Pixels[i + 2]);
        }

        var mean = (int)(((double)sum / (picture.Width * picture.Height)) + 0.5);
        return ByLevel(picture, (byte)mean, (float)factor);
    }

    /// <summary>Takes the colour out of a picture, or puts more in.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="factor">0 is grey, 1 the picture itself.</param>
    public static Picture Saturation(Picture picture, double factor)
    {
        var share = (float)factor;
        return ByPixel(picture, (red, green, blue) =>
        {
            var grey = Grey(red, green, blue);
            return (Blend(grey, red, share), Blend(grey, green, share), Blend(grey, blue, share));
        });
    }

    /// <summary>Turns every hue.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="turn">From -0.5 to 0.5 of the colour circle.</param>
    public static Picture Hue(Picture picture, double turn)
    {
        var steps = (byte)(int)(turn * 255);
        return ByPixel(picture, (red, green, blue) =>
        {
            var colour = HueColour.Of(red, green, blue);
            return (colour with { Hue = (byte)(colour.Hue + steps) }).ToRgb();
        });
    }

    private static Picture ByLevel(Picture picture, byte to, float share)
    {
        var levels = new byte[256];
        for (var level = 0; level < levels.Length; level++)
        {
            levels[level] = Blend(to, (byte)level, share);
        }

        return ByPixel(picture, (red, green, blue) => (levels[red], levels[green], levels[blue]));
    }

    private static Picture ByPixel(Picture picture, Change change)
    {
        var read = picture.Pixels;
        var pixels = new byte[read.Length];
        for (var i = 0; i < pixels.Length; i += Picture.BytesAPixel)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = change(read[i], read[i + 1], read[i + 2]);
        }

        return new(picture.Width, picture.Height, pixels);
    }

    // ITU-R 601's luma in 16-bit fixed point
    private static byte Grey(byte red, byte green, byte blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);

    // in single precision and cut off, as Pillow does
    private static byte Blend(byte from, byte to, float share) => (byte)Math.Clamp(from + (share * (to - from)), 0f, 255f);
}
