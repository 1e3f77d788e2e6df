using System.Runtime.InteropServices;

namespace MlOps.Vision;

/// <summary>A decoded picture.</summary>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
/// <param name="pixels">Rows from the top, 4 bytes a pixel: red, green, blue, and one that means nothing.</param>
public sealed class Picture(int width, int height, byte[] pixels)
{
    /// <summary>Bytes of one pixel; four rather than three, as decoders and vector instructions work with them.</summary>
    public const int BytesAPixel = 4;

    /// <summary>In pixels.</summary>
    public int Width => width;

    /// <summary>In pixels.</summary>
    public int Height => height;

    /// <summary>[height, width, 4]: red, green, blue, and one that means nothing.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>One row.</summary>
    /// <param name="y">Counted from 0, from the top.</param>
    public ReadOnlySpan<byte> Row(int y) => pixels.AsSpan(y * width * BytesAPixel, width * BytesAPixel);

    /// <summary>Cuts a rectangle out; what lies outside of the picture is black.</summary>
    /// <param name="left">May be negative.</param>
    /// <param name="top">May be negative.</param>
    /// <param name="newWidth">In pixels.</param>
    /// <param name="newHeight">In pixels.</param>
    public Picture Crop(int left, int top, int newWidth, int newHeight)
    {
        if (left == 0 && top == 0 && newWidth == width && newHeight == height)
        {
            return this;
        }

        var cut = new byte[newWidth * newHeight * BytesAPixel];
        var (first, end) = (Math.Max(left, 0), Math.Min(left + newWidth, width));
        for (var y = Math.Max(top, 0); y < Math.Min(top + newHeight, height) && first < end; y++)
        {
            Row(y)[(first * BytesAPixel)..(end * BytesAPixel)].CopyTo(cut.AsSpan((((y - top) * newWidth) + first - left) * BytesAPixel));
        }

        return new(newWidth, newHeight, cut);
    }

    /// <summary>The picture as a mirror shows it, left to right.</summary>
    public Picture Mirror()
    {
        var mirrored = new byte[pixels.Length];
        for (var y = 0; y < height; y++)
        {
            var row = MemoryMarshal.Cast<byte, int>(mirrored.AsSpan(y * width * BytesAPixel, width * BytesAPixel));
            MemoryMarshal.Cast<byte, int>(Row(y)).CopyTo(row);
            row.Reverse();
        }

        return new(width, height, mirrored);
    }
}
