using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Requests;

/// <summary>An answer that is gathered in memory, so that its length is known and a failure while it is written becomes an error.</summary>
/// <param name="response">Receives it.</param>
internal sealed class ResponseBody(HttpResponse response)
{
    private const int FirstBytes = 512;

    // the answers are JSON, never part of a page: letters of all languages stand as they are
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private ArrayBufferWriter<byte> _buffer = new(FirstBytes);

    /// <summary>Headers of the answer.</summary>
    public IHeaderDictionary Headers => response.Headers;

    /// <summary>Receives the bytes.</summary>
    public IBufferWriter<byte> Output => _buffer;

    /// <summary>Bytes of the body until now.</summary>
    public int WrittenBytes => _buffer.WrittenCount;

    /// <summary>Content type of the answer.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>Forgets what was written and begins the answer to a failed request.</summary>
    /// <param name="problem">Why it has failed.</param>
    public void Begin(Problem problem)
    {
        _buffer = new(FirstBytes);
        ContentType = "application/json";
        response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }
    }

    /// <summary>Writes JSON into the body; dispose it before the body is sent.</summary>
    public Utf8JsonWriter Json() => new(_buffer, Options);

    /// <summary>Sends the answer.</summary>
    /// <param name="ct">Ends the sending.</param>
    public async Task SendAsync(CancellationToken ct)
    {
        response.ContentType = ContentType;
        response.ContentLength = _buffer.WrittenCount;
        _ = await response.BodyWriter.WriteAsync(_buffer.WrittenMemory, ct);
    }
}
