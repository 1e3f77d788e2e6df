using System.Runtime.InteropServices;
using SkiaSharp;

namespace MlOps.Vision;

/// <summary>Turns a picture the way it was seen, by what EXIF's tag Orientation says of the first stored row and column.</summary>
internal static class PictureOrientation
{
    /// <summary>Turns and mirrors.</summary>
    /// <param name="picture">As it is stored.</param>
    /// <param name="origin">Where the stored top left corner was seen.</param>
    public static Picture Undo(Picture picture, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return picture;
        }

        var swaps = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var fromRight = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var fromBottom = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = swaps ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        var pixels = new byte[picture.Pixels.Length];
        var turned = MemoryMarshal.Cast<byte, int>(pixels.AsSpan());
        for (var y = 0; y < picture.Height; y++)
        {
            var row = MemoryMarshal.Cast<byte, int>(picture.Row(y));
            for (var x = 0; x < row.Length; x++)
            {
                var (seenX, seenY) = swaps ? (y, x) : (x, y);
                seenX = fromRight ? width - 1 - seenX : seenX;
                seenY = fromBottom ? height - 1 - seenY : seenY;
                turned[(seenY * width) + seenX] = row[x];
            }
        }

        return new(width, height, pixels);
    }
}
