using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using MlOps.Diagnostics;

namespace MlOps.Text.Readers;

/// <summary>Opens text files: UTF-8, with or without byte order mark, plain or gzip by their ending.</summary>
internal static class TextFile
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file. Bytes that are not UTF-8 throw <see cref="DecoderFallbackException"/> when they are reached, and damaged
    /// gzip throws <see cref="InvalidDataException"/>; <see cref="Explain"/> tells the user.</summary>
    /// <param name="path">The file.</param>
    public static StreamReader Open(string path)
    {
        var reader = new StreamReader(OpenBytes(path), StrictUtf8, detectEncodingFromByteOrderMarks: false, 1 << 16);
        try
        {
            if (reader.Peek() == ByteOrderMark)
            {
                _ = reader.Read();
            }

            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Turns a failed reading into a diagnostic with its place, which takes another look through the file.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="path">The file.</param>
    /// <param name="shown">The file as the user names it.</param>
    public static MlOpsException Explain(Exception failure, string path, string shown)
    {
        if (failure is DecoderFallbackException && FindInvalid(path) is { } invalid)
        {
            var found = $"byte 0x{invalid.Byte:X2} is not UTF-8; expected the file to be saved as UTF-8";
            return new(Rules.BadData, new(shown, invalid.Line, invalid.Column), found, failure);
        }

        return new(Rules.BadData, new(shown), $"the file can't be unpacked; expected gzip, complete: {failure.Message}", failure);
    }

    private static Stream OpenBytes(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static (int Line, int Column, byte Byte)? FindInvalid(string path)
    {
        using var stream = OpenBytes(path);
        using var bytes = new BufferedStream(stream);
        var line = new List<byte>();
        for (var number = 1; ; number++)
        {
            line.Clear();
            int next;
            while ((next = bytes.ReadByte()) is not (-1 or '\n'))
            {
                line.Add((byte)next);
            }

            var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(line);
            if (!Utf8.IsValid(span))
            {
                var characters = new char[span.Length];
                _ = Utf8.ToUtf16(span, characters, out var valid, out var column, replaceInvalidSequences: false);
                return (number, column + 1, span[valid]);
            }

            if (next < 0)
            {
                return null;
            }
        }
    }
}
