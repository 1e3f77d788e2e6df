using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlOps.Training.Tests.Weights.PyTorch;

/// <summary>Writes zip archives by hand, so that they can lie; PKWARE's APPNOTE 6.3 gives the layout.</summary>
internal sealed class ZipBytes
{
    private readonly MemoryStream _archive = new();
    private readonly MemoryStream _directory = new();
    private int _count;

    /// <summary>Adds a file whose headers tell the truth, unless a claim is given.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="deflate">Compresses it.</param>
    /// <param name="claimedBytes">What the directory says of its size.</param>
    /// <param name="claimedBegin">What the directory says of its place.</param>
    /// <param name="localName">What its own header calls it.</param>
    /// <param name="method">What the directory says of its form.</param>
    /// <param name="flags">What the directory says of it besides.</param>
    public ZipBytes Add(
        string name, byte[] content, bool deflate = false, long? claimedBytes = null, long? claimedBegin = null, string? localName = null, int? method = null, int flags = 0)
    {
        var packed = deflate ? Deflate(content) : content;
        var begin = _archive.Position;
        var form = method ?? (deflate ? 8 : 0);
        var utf8 = Encoding.UTF8.GetBytes(localName ?? name);
        _archive.Write([.. U4(0x04034b50), .. U2(20), .. U2(flags), .. U2(form), .. new byte[8], .. U4(packed.Length), .. U4(content.Length), .. U2(utf8.Length), .. U2(0), .. utf8, .. packed]);
        var entry = Encoding.UTF8.GetBytes(name);
        _directory.Write(
        [
            .. U4(0x02014b50), .. U2(20), .. U2(20), .. U2(flags), .. U2(form), .. new byte[8],
            .. U4(deflate ? packed.Length : claimedBytes ?? packed.Length), .. U4(claimedBytes ?? content.Length),
            .. U2(entry.Length), .. new byte[12], .. U4(claimedBegin ?? begin), .. entry,
        ]);
        _count++;
        return this;
    }

    /// <summary>The archive; its end may claim another number of files or another place of the directory.</summary>
    public byte[] End(int? claimedCount = null, long? claimedDirectory = null) =>
    [
        .. _archive.ToArray(), .. _directory.ToArray(),
        .. U4(0x06054b50), .. new byte[4], .. U2(claimedCount ?? _count), .. U2(claimedCount ?? _count), .. U4(_directory.Length), .. U4(claimedDirectory ?? _archive.Length), .. U2(0),
    ];

    /// <summary>The archive with the record and the locator of zip64 before its end.</summary>
    public byte[] End64() =>
    [
        .. _archive.ToArray(), .. _directory.ToArray(),
        .. U4(0x06064b50), .. U8(44), .. new byte[12], .. U8(_count), .. U8(_count), .. U8(_directory.Length), .. U8(_archive.Length),
        .. U4(0x07064b50), .. U4(0), .. U8(_archive.Length + _directory.Length), .. U4(1),
        .. U4(0x06054b50), .. new byte[4], .. U2(0xFFFF), .. U2(0xFFFF), .. U4(0xFFFFFFFF), .. U4(0xFFFFFFFF), .. U2(0),
    ];

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflater = new DeflateStream(packed, CompressionLevel.SmallestSize))
        {
            deflater.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] U2(int number) => [(byte)number, (byte)(number >> 8)];

    private static byte[] U4(long number)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)number);
        return bytes;
    }

    private static byte[] U8(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }
}
