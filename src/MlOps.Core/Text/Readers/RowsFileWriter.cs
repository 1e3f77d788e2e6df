using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Steps;

namespace MlOps.Text.Readers;

/// <summary>Writes prepared rows, a line each.</summary>
public sealed class RowsFileWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;

    /// <summary>Starts a new file; one that is there is replaced.</summary>
    /// <param name="path">The file.</param>
    public RowsFileWriter(string path)
    {
        _stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);

        // letters beyond ASCII stay readable; the file is never part of a web page
        _json = new(_stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Appends a row.</summary>
    /// <param name="row">Any row.</param>
    public void Write(PreparedRow row)
    {
        JsonSerializer.Serialize(_json, row, PreparedRowJson.Default.PreparedRow);
        _json.Flush();
        _stream.WriteByte((byte)'\n');
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }
}
