using System.Buffers.Binary;
using System.Text;

namespace MlOps.TensorBoard;

/// <summary>
/// A protocol-buffers message in the making: each call appends a field, and the numbers are those of the message's .proto file.
/// Of the encoding it has the four wire types that event files use.
/// </summary>
/// <remarks>Protocol Buffers documentation, "Encoding".</remarks>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private readonly List<byte> _bytes = [];

    /// <summary>Appends an int32, int64, enum or bool.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Whole(int field, long value)
    {
        Tag(field, Varint);
        Append((ulong)value);
        return this;
    }

    /// <summary>Appends a double.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Double(int field, double value)
    {
        Tag(field, Fixed64);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Appends a float.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Single(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Appends a string.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Appends bytes.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Append((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    /// <summary>Appends a message.</summary>
    /// <param name="field">The field's number.</param>
    /// <param name="value">Its value.</param>
    public ProtoMessage Message(int field, ProtoMessage value) => Bytes(field, value.ToArray());

    /// <summary>The encoded message.</summary>
    public byte[] ToArray() => [.. _bytes];

    private void Tag(int field, int wireType) => Append((ulong)((field << 3) | wireType));

    // seven bits a byte, the lowest first; the highest bit says that more follow
    private void Append(ulong value)
    {
        while (value > 0x7f)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }
}
