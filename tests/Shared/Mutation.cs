using System.Buffers.Binary;

namespace MlOps.Testing;

/// <summary>Damages a file as transfers, disks and attackers do: bits, lengths, cut, repeated and lost parts.</summary>
internal static class Mutation
{
    private static readonly long[] Extremes = [0, 1, -1, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    /// <summary>A damaged copy.</summary>
    /// <param name="sound">The file.</param>
    /// <param name="random">Chooses one to three damages.</param>
    /// <param name="within">How many of the first bytes are damaged most: where a header lies.</param>
    public static byte[] Of(byte[] sound, Random random, int within)
    {
        var damaged = (byte[])sound.Clone();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            damaged = Damage(damaged, random, random.Next(4) > 0 ? Math.Min(within, damaged.Length) : damaged.Length);
        }

        return damaged;
    }

    private static byte[] Damage(byte[] bytes, Random random, int within)
    {
        if (within == 0)
        {
            return [(byte)random.Next(256)];
        }

        var at = random.Next(within);
        var length = Math.Min(random.Next(1, 64), bytes.Length - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                var number = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(number, Extremes[random.Next(Extremes.Length)]);
                number.AsSpan(0, Math.Min(random.Next(2) == 0 ? 4 : 8, bytes.Length - at)).CopyTo(bytes.AsSpan(at));
                return bytes;
            case 3:
                return bytes[..at];
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            default:
                bytes.AsSpan(random.Next(bytes.Length - length + 1), length).ToArray().CopyTo(bytes, at);
                return bytes;
        }
    }
}
