using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Requests;

/// <summary>Writes a JSON line for each request: what was asked and how it went, nothing of its content.</summary>
/// <param name="output">Receives the lines.</param>
/// <param name="time">The clock.</param>
internal sealed class AccessLog(TextWriter output, TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>Writes the line of a request that has ended.</summary>
    /// <param name="context">The request.</param>
    /// <param name="facts">What is known of it.</param>
    public void Add(HttpContext context, RequestFacts facts)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow());
            json.WriteString("method", context.Request.Method);
            json.WriteString("path", Problem.Quote(context.Request.Path.Value ?? ""));
            json.WriteNumber("status", context.RequestAborted.IsCancellationRequested ? 499 : context.Response.StatusCode);
            json.WriteNumber("ms", Math.Round(Stopwatch.GetElapsedTime(facts.Started).TotalMilliseconds, 3));
            WriteFound(json, facts);
            json.WriteString("client", context.Connection.RemoteIpAddress?.ToString());
            json.WriteString("trace", Activity.Current?.TraceId.ToString());
            json.WriteEndObject();
        }

        lock (_gate)
        {
            output.WriteLine(Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
        }
    }

    private static void WriteFound(Utf8JsonWriter json, RequestFacts facts)
    {
        json.WriteString("model", facts.Route?.Name);
        json.WriteString("arm", facts.Lease?.Arm.Name);
        json.WriteString("version", facts.Lease?.Model.Version.Version);
        json.WriteString("protocol", facts.Protocol?.Name);
        json.WriteNumber("rows", facts.Rows);
        json.WriteNumber("bytes", facts.Bytes);
        json.WriteString("problem", facts.Problem?.Code);
        json.WriteString("key", facts.Key?.Name);
    }
}
