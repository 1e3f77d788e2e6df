using System.Buffers.Binary;

namespace MlOps.Tests.TensorBoard;

/// <summary>Reads an event file as TensorBoard does: whole records only, each held against its checksums.</summary>
internal static class EventFileReader
{
    /// <summary>The records of a file up to the last whole one.</summary>
    public static IReadOnlyList<byte[]> Records(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        var records = new List<byte[]>();
        for (var at = 0; at + 12 <= file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
            Check(file.AsSpan(at, 8), file.AsSpan(at + 8));
            if (at + 12 + length + 4 > file.Length)
            {
                break;
            }

            Check(file.AsSpan(at + 12, length), file.AsSpan(at + 12 + length));
            records.Add(file[(at + 12)..(at + 12 + length)]);
            at += 12 + length + 4;
        }

        return records;
    }

    public static IReadOnlyList<LoggedEvent> Read(string path) => [.. Records(path).Select(record => new LoggedEvent(new ProtoFields(record)))];

    /// <summary>The values of the only event file in a folder, the file's version left out.</summary>
    public static IReadOnlyList<LoggedEvent> ReadFolder(string folder) =>
        [.. Read(Assert.Single(Directory.GetFiles(folder, "events.out.tfevents.*"))).Skip(1)];

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored)
    {
        // bit by bit: CRC-32C with its polynomial reversed
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82f63b78 : crc >> 1;
            }
        }

        crc = ~crc;
        Assert.Equal(((crc >> 15) | (crc << 17)) + 0xa282ead8, BinaryPrimitives.ReadUInt32LittleEndian(stored));
    }
}
