using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Steps;

namespace MlOps.Text.Readers;

/// <summary>Writes prepared rows, a line each.</summary>
/// <param name="path">The file; one that is there is replaced.</param>
public sealed class RowsFileWriter(string path) : IDisposable
{
    // letters beyond ASCII stay readable; the file is never part of a web page
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);

    /// <summary>A row as the file holds it: JSON in UTF-8 and a line end.</summary>
    /// <param name="row">Any row.</param>
    public static byte[] ToLine(PreparedRow row)
    {
        var line = new ArrayBufferWriter<byte>(row.Text.Length + 128);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            JsonSerializer.Serialize(json, row, PreparedRowJson.Default.PreparedRow);
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Appends a row.</summary>
    /// <param name="row">Any row.</param>
    public void Write(PreparedRow row) => _stream.Write(ToLine(row));

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
