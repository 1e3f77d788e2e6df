using System.Buffers.Binary;
using System.IO.Compression;

namespace MlOps.TensorBoard;

/// <summary>Encodes pictures as PNG, 8 bits a colour.</summary>
/// <remarks>W3C Recommendation "Portable Network Graphics (PNG) Specification", third edition.</remarks>
internal static class PngFile
{
    private const byte Truecolour = 2;
    private const byte NoFilter = 0;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];
    private static readonly uint[] CrcOfByte = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The file's bytes.</summary>
    /// <param name="picture">What it shows.</param>
    public static byte[] Encode(Canvas picture)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8; // bits a colour
        header[9] = Truecolour;
        Append(file, "IHDR"u8, header);
        Append(file, "IDAT"u8, Compress(picture));
        Append(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Compress(Canvas picture)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            for (var y = 0; y < picture.Height; y++)
            {
                zlib.WriteByte(NoFilter);
                zlib.Write(picture.Row(y));
            }
        }

        return compressed.ToArray();
    }

    // length, type, data, CRC-32 of type and data
    private static void Append(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = CrcOfByte[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    // eight steps of the division by the polynomial of CRC-32, its bits reversed
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0xedb88320 : 0);
        }

        return crc;
    }
}
