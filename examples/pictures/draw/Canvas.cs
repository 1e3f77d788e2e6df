using System.Buffers.Binary;

namespace MlOps.Examples.Draw;

/// <summary>A picture of 48 x 48 pixels.</summary>
internal sealed class Canvas
{
    public const int Size = 48;

    private const int HeaderBytes = 54;
    private const int Channels = 3;

    private readonly double[] _levels = new double[Size * Size * Channels];

    /// <summary>Changes a pixel.</summary>
    /// <param name="x">From the left.</param>
    /// <param name="y">From the top.</param>
    /// <param name="change">Gives the new level of a channel, from its number (red, green, blue) and the old one, from 0 to 255.</param>
    public void Change(int x, int y, Func<int, double, double> change)
    {
        for (var channel = 0; channel < Channels; channel++)
        {
            ref var level = ref _levels[(((y * Size) + x) * Channels) + channel];
            level = change(channel, level);
        }
    }

    /// <summary>The file of the picture: a bitmap of 24 bits a pixel, rows from the bottom, blue first.</summary>
    public byte[] ToBmp()
    {
        var file = new byte[HeaderBytes + _levels.Length]; // rows of 48 pixels are a multiple of 4 bytes, as the format asks for
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), HeaderBytes - 14);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), Size);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), Size);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 8 * Channels);
        for (var i = 0; i < _levels.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, Channels);
            var (row, column) = Math.DivRem(pixel, Size);
            file[HeaderBytes + ((((Size - 1 - row) * Size) + column) * Channels) + (Channels - 1 - channel)] = (byte)Math.Clamp(_levels[i] + 0.5, 0, 255);
        }

        return file;
    }
}
