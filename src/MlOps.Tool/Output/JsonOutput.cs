using System.Text.Encodings.Web;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>One JSON document that holds results and diagnostics.</summary>
/// <param name="output">Standard output.</param>
internal sealed class JsonOutput(TextWriter output) : ResultOutput
{
    /// <inheritdoc/>
    public override void Diagnostics(IReadOnlyList<Diagnostic> found) => Write(found, _ => { });

    /// <inheritdoc/>
    public override void Checked(string file, int steps, IReadOnlyList<PlannedStep> plan, DiagnosticBag found) => Write(found.InOrder, json =>
    {
        json.WriteString("file", file);
        json.WriteNumber("steps", steps);
        json.WriteBoolean("passed", !found.HasErrors);
        json.WriteStartObject("bases");
        foreach (var step in plan.Where(step => step.NamedBases.Count > 0))
        {
            json.WriteString(step.Name, string.Join(", ", step.NamedBases));
        }

        json.WriteEndObject();
    });

    /// <inheritdoc/>
    public override void Plan(IReadOnlyList<PlannedStep> plan, IReadOnlyList<Diagnostic> found) => Write(found, json =>
    {
        json.WriteStartArray("plan");
        foreach (var step in plan)
        {
            json.WriteStartObject();
            json.WriteString("name", step.Name);
            json.WriteString("kind", step.Check.Step.Kind.Kind);
            json.WriteString("fingerprint", step.Fingerprint.Sha256);
            json.WriteBoolean("reused", step.Kept is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public override void Run(RunResult run, WrittenReports? reports, WatchedFiles? watched = null) => Write([.. run.Diagnostics()], json =>
    {
        if (reports is not null)
        {
            json.WriteString("report", reports.Page);
        }

        watched?.Write(json);
        json.WritePropertyName("run");
        JsonSerializer.Serialize(json, run, RunningJson.Default.RunResult);
    });

    private void Write(IReadOnlyList<Diagnostic> found, Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("diagnostics");
            foreach (var diagnostic in found)
            {
                Write(json, diagnostic);
            }

            json.WriteEndArray();
            body(json);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    /// <summary>Writes one finding.</summary>
    /// <param name="json">Inside an array.</param>
    /// <param name="diagnostic">The finding.</param>
    internal static void Write(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("code", diagnostic.Rule.Code);
        json.WriteString("severity", Spec.Kebab.Of(diagnostic.Rule.Severity));
        json.WriteString("file", diagnostic.Location.File);
        json.WriteNumber("line", diagnostic.Location.Line);
        json.WriteNumber("column", diagnostic.Location.Column);
        json.WriteString("message", diagnostic.Message);
        json.WriteEndObject();
    }
}
