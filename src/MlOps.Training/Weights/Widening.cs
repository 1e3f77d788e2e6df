using System.Buffers.Binary;

namespace MlOps.Training.Weights;

/// <summary>Turns stored numbers, little endian, into those that are computed with.</summary>
internal static class Widening
{
    /// <summary>Turns the bytes of as many numbers as the target has.</summary>
    /// <typeparam name="T">Single or long.</typeparam>
    /// <param name="bytes">The stored numbers.</param>
    /// <param name="target">Receives them.</param>
    public delegate void Conversion<T>(ReadOnlySpan<byte> bytes, Span<T> target);

    /// <summary>From doubles; what single precision cannot hold is rounded.</summary>
    public static void Doubles(ReadOnlySpan<byte> bytes, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
        }
    }

    /// <summary>From singles.</summary>
    public static void Singles(ReadOnlySpan<byte> bytes, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        }
    }

    /// <summary>From IEEE halves.</summary>
    public static void Halves(ReadOnlySpan<byte> bytes, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(i * sizeof(ushort))..]);
        }
    }

    /// <summary>From bfloat16, the upper halves of singles.</summary>
    public static void BrainFloats(ReadOnlySpan<byte> bytes, Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]) << 16);
        }
    }

    /// <summary>From whole numbers of some type.</summary>
    /// <param name="type">I64, I32, I16, I8, U8 or Bool.</param>
    public static Conversion<long> Wholes(ElementType type) => (bytes, target) =>
    {
        for (var i = 0; i < target.Length; i++)
        {
            var number = bytes[(i * type.Size())..];
            target[i] = type switch
            {
                ElementType.I64 => BinaryPrimitives.ReadInt64LittleEndian(number),
                ElementType.I32 => BinaryPrimitives.ReadInt32LittleEndian(number),
                ElementType.I16 => BinaryPrimitives.ReadInt16LittleEndian(number),
                ElementType.I8 => (sbyte)number[0],
                _ => number[0],
            };
        }
    };
}
