using System.CommandLine;
using System.Text;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Registry.Cards;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models show</c>: a model with its versions and history, or all that is known of one version.</summary>
internal static class ModelsShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var name = new Argument<string>("NAME[@VERSION]") { Description = $"A model, or a version: {ModelReference.Expected}" };
        return frame.Create("show", "Show a model's versions and history, or one version with its metrics and gates", (parsed, registry, _) =>
        {
            var text = parsed.GetValue(name)!;
            return text.Contains('@', StringComparison.Ordinal)
                ? Show(registry, registry.Find(ModelReference.Parse(text)))
                : Show(registry.Show(text));
        }, [name]);
    }

    private static ModelsAnswer Show(RegisteredModel model)
    {
        var text = new StringBuilder(model.Name).Append('\n');
        Line(text, "", model.Description);
        Line(text, "tags: ", Tags(model.Tags));
        _ = text.Append('\n').Append(ModelsText.Versions(model)).Append("\n\n").Append(ModelsText.History(model.History));
        return new(text.ToString(), json =>
        {
            json.WriteString("name", model.Name);
            json.WriteString("description", model.Description);
            ModelsJson.Tags(json, model.Tags);
            ModelsJson.Array(json, "versions", model.Versions, version => ModelsJson.Version(json, model, version));
            ModelsJson.Array(json, "history", model.History, entry => ModelsJson.Entry(json, entry));
        });
    }

    private static ModelsAnswer Show(ModelRegistry registry, ModelVersion version)
    {
        var (model, lineage) = (registry.Show(version.Model), registry.LineageOf(version));
        var history = model.History.Where(entry => entry.Version == version.Version).ToList();
        var text = new StringBuilder(ModelsText.Name(version)).Append('\n');
        Line(text, "", version.Description);
        Line(text, "stage: ", version.Stage.ToString());
        Line(text, "waits: ", version.Waiting is { } waiting ? ModelsWaitingCommand.Describe(waiting) : "");
        Line(text, "aliases: ", string.Join(", ", model.AliasesOf(version.Version)));
        Line(text, "tags: ", Tags(version.Tags));
        Line(text, "attached: ", string.Join(", ", version.Attachments.Select(file => $"{file.Name} ({MetricText.Of(file.Bytes, MetricUnit.Bytes)})")));
        Line(text, "base: ", lineage.Base);
        Line(text, "run: ", version.Run);
        Line(text, "content: ", version.ContentHash);
        Line(text, "data: ", lineage.DataHash);
        _ = text.Append('\n').Append(ModelsText.Trimmed(new TextTable("metric", "value").Add(lineage.Metrics.Select(metric => new[] { metric.Key, ModelsBestCommand.Value(metric.Key, metric.Value) }))));
        foreach (var gate in lineage.Gates)
        {
            _ = text.Append('\n').Append(gate.Passed ? "met: " : "not met: ").Append(ModelsText.OneLine(gate.Message));
        }

        _ = text.Append("\n\n").Append(ModelsText.History(history));
        return new(text.ToString(), json =>
        {
            ModelsJson.Properties(json, model, version);
            Write(json, lineage);
            ModelsJson.Array(json, "history", history, entry => ModelsJson.Entry(json, entry));
        });
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, Lineage lineage)
    {
        json.WriteString("base", lineage.Base);
        json.WriteString("dataHash", lineage.DataHash);
        json.WriteNumber("rows", lineage.Rows);
        json.WriteStartObject("metrics");
        foreach (var (metric, value) in lineage.Metrics)
        {
            ModelsBestCommand.WriteNumber(json, metric, value);
        }

        json.WriteEndObject();
        ModelsJson.Array(json, "gates", lineage.Gates, gate => ModelsJson.Gate(json, gate));
    }

    private static string Tags(IReadOnlyDictionary<string, string> tags) => string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private static void Line(StringBuilder text, string name, string value) => _ = value.Length == 0 ? text : text.Append(name).Append(ModelsText.OneLine(value)).Append('\n');
}
