using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MlOps.TensorBoard;

/// <summary>The checksum of a TFRecord: CRC-32C (Castagnoli), rotated and shifted so that a checksum of checksums does not repeat itself.</summary>
/// <remarks>TensorFlow's guide "TFRecord and tf.train.Example", section "TFRecords format details".</remarks>
internal static class MaskedCrc
{
    private const uint Mask = 0xa282ead8;

    /// <summary>The masked CRC-32C of some bytes.</summary>
    /// <param name="bytes">Any number of them.</param>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc32C(bytes);
        return BitOperations.RotateRight(crc, 15) + Mask;
    }

    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return ~crc;
    }
}
