using System.CommandLine;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models best</c>: the versions of a model in the order of a metric.</summary>
internal static class ModelsBestCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var name = ModelsFrame.Name();
        var by = new Option<string>("--by") { Description = "The metric, such as f1.weighted or recall[spam]", HelpName = "METRIC", Required = true };
        var top = new Option<int>("--top") { Description = "How many versions to show", HelpName = "COUNT", DefaultValueFactory = _ => 1 };
        top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--top is less than 1; expected how many versions to show");
            }
        });
        return frame.Create("best", "Show the version with the best value of a metric, or the best few", (parsed, registry, _) =>
        {
            var (model, metric) = (registry.Show(parsed.GetValue(name)!), Metric(parsed.GetValue(by)!));
            var ranked = RankedVersion.Rank(registry, model, metric).Take(parsed.GetValue(top)).ToList();
            return ranked.Count > 0 ? Answer(model, metric, ranked)
                : throw new MlOpsException(Rules.UnknownModel, Location.None, $"no version of model '{model.Name}' has a value of '{metric}'{Known(registry, model, metric)}");
        }, [name, by, top]);
    }

    /// <summary>A metric's value in its unit.</summary>
    public static string Value(string metric, double? value) => MetricText.Of(value, MetricName.TryParse(metric, out var known, out _) ? known.Metric.Unit : MetricUnit.None);

    /// <summary>A number that may be missing or infinite.</summary>
    public static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static ModelsAnswer Answer(RegisteredModel model, MetricName metric, List<RankedVersion> ranked)
    {
        var table = new TextTable("version", metric.ToString(), "stage", "rows", "data", "registered").Add(ranked.Select(entry => new[]
        {
            ModelsText.Number(entry.Version.Version),
            Value(metric.Key, entry.Value),
            entry.Version.Stage.ToString(),
            entry.Lineage.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
            entry.Lineage.DataHash[..12],
            ModelsText.Time(entry.Version.At),
        }));
        var isMixed = ranked.Select(entry => (entry.Lineage.DataHash, entry.Lineage.Rows)).Distinct().Count() > 1;
        var note = isMixed ? "\nmeasured on different data: the values do not compare as they stand" : "";
        return new(ModelsText.Trimmed(table) + note, json =>
        {
            json.WriteString("metric", metric.ToString());
            json.WriteBoolean("sameData", !isMixed);
            ModelsJson.Array(json, "versions", ranked, entry => ModelsJson.Object(json, () =>
            {
                WriteNumber(json, "value", entry.Value);
                json.WriteNumber("rows", entry.Lineage.Rows);
                json.WriteString("dataHash", entry.Lineage.DataHash);
                ModelsJson.Properties(json, model, entry.Version);
            }));
        });
    }

    private static MetricName Metric(string text) => MetricName.TryParse(text, out var metric, out var problem)
        ? metric.IsValue ? metric : throw new MlOpsException(Rules.BadValue, Location.None, $"'{text}' stands for several values; name one of them")
        : throw new MlOpsException(Rules.UnknownMetric, Location.None, problem);

    private static string Known(ModelRegistry registry, RegisteredModel model, MetricName metric)
    {
        var known = model.Versions.SelectMany(version => registry.LineageOf(version).Metrics.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        return known.Count == 0 ? "" : $"; recorded are {string.Join(", ", known)}{Spelling.Hint(metric.Key, known)}";
    }
}
