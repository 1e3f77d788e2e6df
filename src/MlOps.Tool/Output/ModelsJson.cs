using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry;

namespace MlOps.Tool.Output;

/// <summary>Models, versions and lines of history as JSON.</summary>
internal static class ModelsJson
{
    /// <summary>One document.</summary>
    /// <param name="found">What went wrong.</param>
    /// <param name="body">Writes its other properties.</param>
    public static string Document(IReadOnlyList<Diagnostic> found, Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            Array(json, "diagnostics", found, diagnostic => JsonOutput.Write(json, diagnostic));
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>An array under a name.</summary>
    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    /// <summary>A version, with the aliases that name it.</summary>
    public static void Version(Utf8JsonWriter json, RegisteredModel model, ModelVersion version) => Object(json, () => Properties(json, model, version));

    /// <summary>The properties of a version, inside an object.</summary>
    public static void Properties(Utf8JsonWriter json, RegisteredModel model, ModelVersion version)
    {
        json.WriteString("model", version.Model);
        json.WriteNumber("version", version.Version);
        json.WriteString("stage", version.Stage.ToString());
        Array(json, "aliases", model.AliasesOf(version.Version), json.WriteStringValue);
        json.WriteString("contentHash", version.ContentHash);
        json.WriteNumber("bytes", version.Bytes);
        json.WriteString("at", version.At);
        json.WriteString("by", version.By);
        json.WriteString("run", version.Run);
        json.WriteString("description", version.Description);
        Tags(json, version.Tags);
        Array(json, "attachments", version.Attachments, file => Object(json, () =>
        {
            json.WriteString("name", file.Name);
            json.WriteString("sha256", file.Sha256);
            json.WriteNumber("bytes", file.Bytes);
        }));
        json.WriteNumber("approvals", version.Approvals);
        if (version.Waiting is { } waiting)
        {
            Waiting(json, waiting);
        }
    }

    /// <summary>A line of history.</summary>
    public static void Entry(Utf8JsonWriter json, HistoryEntry entry) => Object(json, () =>
    {
        if (entry.Version is { } version)
        {
            json.WriteNumber("version", version);
        }

        json.WriteString("action", Spec.Kebab.Of(entry.Action));
        json.WriteString("from", entry.From?.ToString());
        json.WriteString("to", entry.To?.ToString());
        json.WriteString("subject", entry.Subject);
        json.WriteString("value", entry.Value);
        json.WriteString("at", entry.At);
        json.WriteString("by", entry.Change.By);
        json.WriteString("run", entry.Change.Run);
        json.WriteString("reason", entry.Change.Reason);
        json.WriteString("hash", entry.Hash);
    });

    /// <summary>A gate that was judged.</summary>
    public static void Gate(Utf8JsonWriter json, GateResult gate) => Object(json, () =>
    {
        json.WriteString("gate", gate.Text);
        json.WriteString("outcome", Spec.Kebab.Of(gate.Outcome));
        json.WriteBoolean("passed", gate.Passed);
        json.WriteString("message", gate.Message);
    });

    /// <summary>Tags, as an object.</summary>
    public static void Tags(Utf8JsonWriter json, IReadOnlyDictionary<string, string> tags)
    {
        json.WriteStartObject("tags");
        foreach (var (key, value) in tags)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    /// <summary>An object inside an array.</summary>
    public static void Object(Utf8JsonWriter json, Action body)
    {
        json.WriteStartObject();
        body();
        json.WriteEndObject();
    }

    private static void Waiting(Utf8JsonWriter json, Waiting waiting)
    {
        json.WriteStartObject("waiting");
        json.WriteString("stage", waiting.Stage.ToString());
        json.WriteNumber("needed", waiting.Needed);
        json.WriteNumber("missing", waiting.Missing);
        json.WriteString("by", waiting.By);
        json.WriteString("at", waiting.At);
        Array(json, "approvals", waiting.Approvals, approval => Object(json, () =>
        {
            json.WriteString("by", approval.By);
            json.WriteString("at", approval.At);
            json.WriteString("reason", approval.Reason);
        }));
        json.WriteEndObject();
    }
}
