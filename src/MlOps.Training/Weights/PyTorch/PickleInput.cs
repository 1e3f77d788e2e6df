using System.Buffers.Binary;
using System.Text;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>The bytes of a pickle: every length is held against what is left of them before memory is taken.</summary>
/// <param name="stream">Stands at the pickle's first byte, and behind the last one that was read.</param>
/// <param name="bytes">How many bytes may be read.</param>
/// <param name="refusal">Names the file.</param>
internal sealed class PickleInput(Stream stream, long bytes, WeightsRefusal refusal)
{
    private const int LongestLine = 256;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _left = bytes;

    /// <summary>One byte.</summary>
    public byte Byte()
    {
        Take(1);
        return (byte)stream.ReadByte();
    }

    /// <summary>A number of 2 bytes, without sign.</summary>
    public int Whole2() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(stackalloc byte[2]));

    /// <summary>A number of 4 bytes.</summary>
    public int Whole4() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(stackalloc byte[4]));

    /// <summary>A number of 8 bytes.</summary>
    public long Whole8() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(stackalloc byte[8]));

    /// <summary>A double, the highest byte first: the one number that pickles hold in that order.</summary>
    public double Float() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(stackalloc byte[8]));

    /// <summary>Some bytes.</summary>
    /// <param name="count">How many, as the file says it.</param>
    public byte[] Bytes(long count)
    {
        Take(count);
        var read = new byte[count];
        stream.ReadExactly(read);
        return read;
    }

    /// <summary>A text.</summary>
    /// <param name="count">Its bytes in UTF-8, as the file says it.</param>
    public string Text(long count)
    {
        try
        {
            return Utf8.GetString(Bytes(count));
        }
        catch (DecoderFallbackException e)
        {
            throw refusal.Broken("a text of its pickle is not UTF-8", e);
        }
    }

    /// <summary>A text up to the end of its line.</summary>
    public string Line()
    {
        var line = new StringBuilder();
        for (var next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Length == LongestLine || !char.IsAscii((char)next))
            {
                throw refusal.Broken($"a name in its pickle is longer than {LongestLine} characters, or not ASCII");
            }

            _ = line.Append((char)next);
        }

        return line.ToString();
    }

    private Span<byte> Bytes(Span<byte> target)
    {
        Take(target.Length);
        stream.ReadExactly(target);
        return target;
    }

    private void Take(long count)
    {
        if (count < 0 || count > _left)
        {
            throw refusal.Broken($"its pickle ends within a value of {count} bytes");
        }

        _left -= count;
    }
}
