using System.Globalization;

namespace MlOps.Vision.Augmentation;

/// <summary>Turns pictures about their middle, to the very bytes that Pillow's bilinear <c>Image.rotate</c> gives; corners become black.</summary>
public static class Rotation
{
    /// <summary>Turns a picture, which keeps its size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="degrees">Against the clock.</param>
    public static Picture Turn(Picture picture, double degrees)
    {
        if (degrees % 360 == 0)
        {
            return picture;
        }

        var (width, height) = (picture.Width, picture.Height);
        var angle = -degrees * Math.PI / 180;
        var (cos, sin) = (Rounded(Math.Cos(angle)), Rounded(Math.Sin(angle)));
        var (middleX, middleY) = (width / 2.0, height / 2.0);
        var startX = (cos * -middleX) + (sin * -middleY) + middleX;
        var startY = (-sin * -middleX) + (cos * -middleY) + middleY;
        var pixels = new byte[picture.Pixels.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var fromX = (cos * (x + 0.5)) + (sin * (y + 0.5)) + startX;
                var fromY = (-sin * (x + 0.5)) + (cos * (y + 0.5)) + startY;
                if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height)
                {
                    Interpolate(picture, fromX - 0.5, fromY - 0.5, pixels.AsSpan(((y * width) + x) * Picture.BytesAPixel, Picture.BytesAPixel));
                }
            }
        }

        return new(width, height, pixels);
    }

    private static void Interpolate(Picture picture, double x, double y, Span<byte> pixel)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (shareX, shareY) = (x - left, y - top);
        var first = Math.Clamp(left, 0, picture.Width - 1) * Picture.BytesAPixel;
        var second = Math.Clamp(left + 1, 0, picture.Width - 1) * Picture.BytesAPixel;
        var upper = picture.Row(Math.Clamp(top, 0, picture.Height - 1));
        var lower = picture.Row(Math.Clamp(top + 1, 0, picture.Height - 1));
        for (var channel = 0; channel < pixel.Length; channel++)
        {
            var above = Between(upper[first + channel], upper[second + channel], shareX);
            var below = Between(lower[first + channel], lower[second + channel], shareX);
            pixel[channel] = (byte)Between(above, below, shareY);
        }
    }

    // to 15 decimals of the exact value, as Python does; Math.Round is off by one in the last of them at 45 degrees
    private static double Rounded(double value) => double.Parse(value.ToString("F15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double Between(double a, double b, double share) => a + ((b - a) * share);
}
