using System.Runtime.CompilerServices;
using MlOps.Diagnostics;

namespace MlOps.Inference.Predict;

/// <summary>The lines of a stream that may never end, such as a pipe: each as its bytes, without the line end, as soon as it is there.</summary>
internal static class StreamLines
{
    /// <summary>Bytes of the longest line; more are probably no lines at all.</summary>
    public const int LongestLine = 1 << 24;

    /// <summary>Reads lines until the stream ends. A last line need not have an end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shown">What errors call it.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="MlOpsException">MLOPS2005: a line is longer than <see cref="LongestLine"/>.</exception>
    public static async IAsyncEnumerable<byte[]> ReadAsync(Stream stream, string shown, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        var filled = 0;
        for (int read; (read = await stream.ReadAsync(buffer.AsMemory(filled), ct)) > 0;)
        {
            var searched = filled;
            filled += read;
            var start = 0;
            for (var end = EndOf(buffer, searched, filled); end >= 0; end = EndOf(buffer, start, filled))
            {
                yield return Line(buffer, start, end);
                start = end + 1;
            }

            Buffer.BlockCopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, filled < LongestLine ? filled * 2 : throw new MlOpsException(Rules.BadData, new(shown), $"a line holds more than {LongestLine} bytes; expected one JSON object a line"));
            }
        }

        if (filled > 0)
        {
            yield return Line(buffer, 0, filled);
        }
    }

    private static int EndOf(byte[] buffer, int start, int filled) => Array.IndexOf(buffer, (byte)'\n', start, filled - start);

    private static byte[] Line(byte[] buffer, int start, int end) => buffer[start..(end > start && buffer[end - 1] == '\r' ? end - 1 : end)];
}
