using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Metrics;
using MlOps.Registry;

namespace MlOps.Tool.Output;

/// <summary>What <c>models download</c> says.</summary>
/// <param name="Version">The version that the folder holds now.</param>
/// <param name="Folder">The folder as the user named it.</param>
/// <param name="IsNew">False when the folder held it before.</param>
/// <param name="Watched">What decides whether it must be brought again; null when the registry is not on this machine.</param>
internal sealed record DownloadOutput(ModelVersion Version, string Folder, bool IsNew, WatchedFiles? Watched)
{
    /// <summary>One line for a person.</summary>
    public string ToText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Version.Model} version {Version.Version} ({Version.Stage}, {MetricText.Of(Version.Bytes, MetricUnit.Bytes)}) {(IsNew ? "is now" : "was already")} in {Folder}");

    /// <summary>One document for a program.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("diagnostics");
            json.WriteEndArray();
            json.WriteString("model", Version.Model);
            json.WriteNumber("version", Version.Version);
            json.WriteString("stage", Version.Stage.ToString());
            json.WriteString("contentHash", Version.ContentHash);
            json.WriteString("folder", Folder);
            json.WriteBoolean("isNew", IsNew);
            Watched?.Write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
