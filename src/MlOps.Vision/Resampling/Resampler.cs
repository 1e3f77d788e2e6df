using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlOps.Pictures;

namespace MlOps.Vision.Resampling;

/// <summary>Resizes pictures to the very pixels that Pillow's <c>Image.resize</c> gives: rows first, rounded to 8 bits, then columns.</summary>
public static class Resampler
{
    private const int HalfLevel = 1 << (AxisWeights.FractionBits - 1);

    /// <summary>Resizes to a size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">In pixels, at least 1.</param>
    /// <param name="height">In pixels, at least 1.</param>
    /// <param name="filter">The filter.</param>
    public static Picture Resize(Picture picture, int width, int height, ResampleFilter filter)
    {
        if (filter == ResampleFilter.Nearest)
        {
            return Nearest(picture, width, height);
        }

        var kernel = Kernel.Of(filter);
        var rows = width == picture.Width ? picture : ResizeRows(picture, AxisWeights.Compute(picture.Width, width, kernel));
        return height == picture.Height ? rows : ResizeColumns(rows, AxisWeights.Compute(picture.Height, height, kernel));
    }

    private static Picture ResizeRows(Picture picture, AxisWeights axis)
    {
        var width = axis.First.Length;
        var pixels = GC.AllocateUninitializedArray<byte>(picture.Height * width * Picture.BytesAPixel);
        var written = MemoryMarshal.Cast<byte, int>(pixels.AsSpan());
        for (var y = 0; y < picture.Height; y++)
        {
            var row = MemoryMarshal.Cast<byte, int>(picture.Row(y));
            for (var x = 0; x < width; x++)
            {
                var weights = axis.Of(x);
                var read = row.Slice(axis.First[x], weights.Length);
                var sum = Vector128.Create(HalfLevel);
                for (var i = 0; i < weights.Length; i++)
                {
                    sum += Levels(read[i]) * weights[i];
                }

                written[(y * width) + x] = ToPixel(sum);
            }
        }

        return new(width, picture.Height, pixels);
    }

    private static Picture ResizeColumns(Picture picture, AxisWeights axis)
    {
        var (width, height) = (picture.Width, axis.First.Length);
        var pixels = GC.AllocateUninitializedArray<byte>(height * width * Picture.BytesAPixel);
        var written = MemoryMarshal.Cast<byte, int>(pixels.AsSpan());
        var read = MemoryMarshal.Cast<byte, int>(picture.Pixels);
        for (var y = 0; y < height; y++)
        {
            var weights = axis.Of(y);
            var column = read[(axis.First[y] * width)..];
            for (var x = 0; x < width; x++)
            {
                var sum = Vector128.Create(HalfLevel);
                for (var i = 0; i < weights.Length; i++)
                {
                    sum += Levels(column[(i * width) + x]) * weights[i];
                }

                written[(y * width) + x] = ToPixel(sum);
            }
        }

        return new(width, height, pixels);
    }

    // the four bytes of a pixel as four numbers
    private static Vector128<int> Levels(int pixel)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(pixel).AsByte());
        return Vector128.WidenLower(words).AsInt32();
    }

    private static int ToPixel(Vector128<int> sum)
    {
        var levels = Vector128.Clamp(sum >> AxisWeights.FractionBits, Vector128<int>.Zero, Vector128.Create(255));
        var words = Vector128.Narrow(levels.AsUInt32(), Vector128<uint>.Zero);
        return Vector128.Narrow(words, Vector128<ushort>.Zero).AsInt32().ToScalar();
    }

    private static Picture Nearest(Picture picture, int width, int height)
    {
        var pixels = new byte[width * height * Picture.BytesAPixel];
        var written = MemoryMarshal.Cast<byte, int>(pixels.AsSpan());
        var (fromX, fromY) = (NearestPlaces(picture.Width, width), NearestPlaces(picture.Height, height));
        for (var y = 0; y < height; y++)
        {
            var row = MemoryMarshal.Cast<byte, int>(picture.Row(fromY[y]));
            for (var x = 0; x < width; x++)
            {
                written[(y * width) + x] = row[fromX[x]];
            }
        }

        return new(width, height, pixels);
    }

    private static int[] NearestPlaces(int from, int to)
    {
        var scale = (double)from / to;
        var places = new int[to];

        // Pillow adds the scale up, so that its rounding errors do too
        var place = scale * 0.5;
        for (var i = 0; i < to; i++)
        {
            places[i] = Math.Min((int)place, from - 1);
            place += scale;
        }

        return places;
    }
}
