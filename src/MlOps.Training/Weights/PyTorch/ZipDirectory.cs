using System.Buffers.Binary;
using System.Text;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>
/// The directory of a zip archive, held against the archive itself before anything is read: entries lie within it, one behind the other, under
/// names of their own, and are together not much larger than it when they are inflated.
/// </summary>
/// <remarks>PKWARE's APPNOTE 6.3: sections 4.3.7 (local header), 4.3.12 (directory), 4.3.14 to 4.3.16 (its end, also of zip64).</remarks>
internal static class ZipDirectory
{
    private const uint LocalSignature = 0x04034b50;
    private const uint EntrySignature = 0x02014b50;
    private const uint EndSignature = 0x06054b50;
    private const uint Zip64EndSignature = 0x06064b50;
    private const uint Zip64LocatorSignature = 0x07064b50;
    private const int LocalBytes = 30;
    private const int EntryBytes = 46;
    private const int EndBytes = 22;
    private const int Zip64EndBytes = 56;
    private const int Zip64LocatorBytes = 20;
    private const int LongestComment = ushort.MaxValue;
    private const int MostEntries = 50_000;
    private const int MostDirectoryBytes = 16 << 20;
    private const long SmallArchive = 16 << 20;
    private const int Stored = 0;
    private const int Deflated = 8;
    private const int Encrypted = 1;

    /// <summary>Reads the directory.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="refusal">Names it.</param>
    /// <returns>Every file in it, in the order of their bytes.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: the directory lies.</exception>
    public static IReadOnlyList<ZipEntry> Read(Stream stream, WeightsRefusal refusal)
    {
        var (count, begin, bytes) = FindEnd(stream, refusal);
        if (count > MostEntries || bytes > MostDirectoryBytes || begin < 0 || bytes < 0 || begin > stream.Length - bytes || count * EntryBytes > bytes)
        {
            throw refusal.Broken($"its zip directory claims {count} entries in {bytes} bytes at {begin} of {stream.Length}");
        }

        var directory = ReadAt(stream, begin, (int)bytes, refusal);
        var entries = new List<(ZipEntry Entry, long Header)>();
        var at = 0;
        for (var i = 0L; i < count; i++)
        {
            entries.Add(ReadEntry(directory, ref at, refusal));
        }

        return Check(stream, entries, begin, refusal);
    }

    private static (long Count, long Begin, long Bytes) FindEnd(Stream stream, WeightsRefusal refusal)
    {
        var tailBytes = (int)Math.Min(stream.Length, EndBytes + LongestComment);
        var tailBegin = stream.Length - tailBytes;
        var tail = ReadAt(stream, tailBegin, tailBytes, refusal);
        var end = tailBytes - EndBytes;
        while (end >= 0 && !(U4(tail, end) == EndSignature && U2(tail, end + 20) == tailBytes - end - EndBytes))
        {
            end--;
        }

        if (end < 0)
        {
            throw refusal.Broken("its zip archive has no end; it may have been cut");
        }

        var zip64 = tailBegin + end - Zip64LocatorBytes;
        var locator = zip64 >= 0 ? ReadAt(stream, zip64, Zip64LocatorBytes, refusal) : [];
        if (locator.Length == 0 || U4(locator, 0) != Zip64LocatorSignature)
        {
            return U2(tail, end + 4) == 0 && U2(tail, end + 6) == 0
                ? (U2(tail, end + 10), U4(tail, end + 12 + 4), U4(tail, end + 12))
                : throw refusal.Broken("its zip archive is one part of several");
        }

        var record = ReadAt(stream, (long)U8(locator, 8), Zip64EndBytes, refusal);
        return U4(record, 0) == Zip64EndSignature
            ? ((long)U8(record, 32), (long)U8(record, 48), (long)U8(record, 40))
            : throw refusal.Broken("its zip64 directory is not where it is said to be");
    }

    private static (ZipEntry Entry, long Header) ReadEntry(byte[] directory, ref int at, WeightsRefusal refusal)
    {
        if (at > directory.Length - EntryBytes || U4(directory, at) != EntrySignature)
        {
            throw refusal.Broken("its zip directory ends within an entry");
        }

        var (flags, method) = (U2(directory, at + 8), U2(directory, at + 10));
        long storedBytes = U4(directory, at + 20);
        long bytes = U4(directory, at + 24);
        long header = U4(directory, at + 42);
        var (nameBytes, extraBytes, commentBytes) = (U2(directory, at + 28), U2(directory, at + 30), U2(directory, at + 32));
        var nameBegin = at + EntryBytes;
        if (nameBegin + nameBytes + extraBytes + commentBytes > directory.Length)
        {
            throw refusal.Broken("its zip directory ends within an entry");
        }

        var name = Encoding.UTF8.GetString(directory, nameBegin, nameBytes);
        ReadZip64(directory.AsSpan(nameBegin + nameBytes, extraBytes), ref bytes, ref storedBytes, ref header);
        at = nameBegin + nameBytes + extraBytes + commentBytes;
        CheckName(name, refusal);
        return (flags & Encrypted) == 0 && method is Stored or Deflated && storedBytes >= 0 && bytes >= 0 && header >= 0 && (method == Deflated || storedBytes == bytes)
            ? (new(name, method == Deflated, Begin: 0, storedBytes, bytes), header)
            : throw refusal.Broken($"'{name}' in its zip archive is encrypted, packed by method {method}, or of {storedBytes} bytes for {bytes}");
    }

    // an extra field of 8-byte numbers, one for each that did not fit into 4 bytes
    private static void ReadZip64(ReadOnlySpan<byte> extra, ref long bytes, ref long storedBytes, ref long header)
    {
        const int Zip64Id = 1;
        while (extra.Length >= 4)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            var field = extra.Slice(4, length);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Zip64Id)
            {
                Take(ref field, ref bytes);
                Take(ref field, ref storedBytes);
                Take(ref field, ref header);
            }

            extra = extra[(4 + length)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value == uint.MaxValue && field.Length >= sizeof(long))
            {
                value = BinaryPrimitives.ReadInt64LittleEndian(field);
                field = field[sizeof(long)..];
            }
        }
    }

    private static void CheckName(string name, WeightsRefusal refusal)
    {
        if (name.Length == 0 || name[0] == '/' || name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal)
            || name.Any(char.IsControl) || name.Split('/').Contains(".."))
        {
            throw refusal.Broken($"its zip archive holds the path '{string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter))}'");
        }
    }

    private static List<ZipEntry> Check(Stream stream, List<(ZipEntry Entry, long Header)> entries, long directory, WeightsRefusal refusal)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var room = SmallArchive + (2 * stream.Length);
        var end = 0L;
        var placed = new List<ZipEntry>();
        foreach (var (entry, header) in entries.OrderBy(entry => entry.Header))
        {
            var begin = FindBytes(stream, entry, header, refusal);
            if (header < end || begin > directory || entry.StoredBytes > directory - begin)
            {
                throw refusal.Broken($"'{entry.Name}' in its zip archive overlaps another part of it");
            }

            room -= Math.Min(room + 1, entry.Bytes);
            if (room < 0)
            {
                throw refusal.Broken("its zip archive would be more than twice as large when it is inflated, as no weights are");
            }

            if (!names.Add(entry.Name))
            {
                throw refusal.Broken($"'{entry.Name}' stands twice in its zip archive");
            }

            end = begin + entry.StoredBytes;
            placed.Add(entry with { Begin = begin });
        }

        return placed;
    }

    private static long FindBytes(Stream stream, ZipEntry entry, long header, WeightsRefusal refusal)
    {
        var local = ReadAt(stream, header, LocalBytes, refusal);
        var nameBytes = U2(local, 26);
        if (U4(local, 0) != LocalSignature || Encoding.UTF8.GetString(ReadAt(stream, header + LocalBytes, nameBytes, refusal)) != entry.Name)
        {
            throw refusal.Broken($"'{entry.Name}' is not where its zip directory says");
        }

        return header + LocalBytes + nameBytes + U2(local, 28);
    }

    private static byte[] ReadAt(Stream stream, long begin, int bytes, WeightsRefusal refusal)
    {
        if (begin < 0 || begin > stream.Length - bytes)
        {
            throw refusal.Broken($"its zip archive names byte {begin} of {stream.Length}");
        }

        stream.Position = begin;
        var read = new byte[bytes];
        stream.ReadExactly(read);
        return read;
    }

    private static ushort U2(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint U4(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ulong U8(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
}
