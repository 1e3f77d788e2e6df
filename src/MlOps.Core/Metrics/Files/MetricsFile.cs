using MlOps.Diagnostics;

namespace MlOps.Metrics.Files;

/// <summary>Metrics that another program has written.</summary>
/// <param name="Shown">The file or folder as the user names it.</param>
/// <param name="Values">Each value by the name that gates use; null where it is no finite number.</param>
public sealed record MetricsFile(string Shown, IReadOnlyDictionary<string, double?> Values)
{
    /// <summary>What can be read, for messages.</summary>
    public const string Kinds = "a .json, .csv or .tsv file, or the folder of an MLflow run";

    /// <summary>Reads metrics.</summary>
    /// <param name="path">Where they lie.</param>
    /// <param name="shown">How the user names it.</param>
    /// <exception cref="MlOpsException">MLOPS2002: nothing is there. MLOPS2005: it holds no metrics, or is damaged.</exception>
    public static MetricsFile Read(string path, string shown)
    {
        shown = shown.Replace('\\', '/');
        var values = new SortedDictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (name, value) in ReadAll(path, shown))
        {
            values[Word.QuotedName(name)] = value is { } number && double.IsFinite(number) ? number : null;
        }

        return values.Count > 0
            ? new(shown, values)
            : throw new MlOpsException(Rules.BadData, new(shown), "there are no metrics in it; expected names with a number each");
    }

    /// <summary>Reads a metric's name in a gate: one of those that the file holds.</summary>
    /// <param name="text">As the gate writes it.</param>
    /// <param name="name">The name, where it is one.</param>
    /// <param name="problem">What is wrong with it otherwise, with the nearest right name.</param>
    public bool TryParse(string text, out MetricName name, out string problem)
    {
        name = new(new(text, MetricUnit.None, HigherIsBetter: true, MetricSource.File), Variant: null, Label: null);
        problem = $"{Shown} has no metric '{text}'{Spelling.Hint(text, Values.Keys)}";
        return Values.ContainsKey(text);
    }

    private static IEnumerable<(string Name, double? Value)> ReadAll(string path, string shown)
    {
        if (Directory.Exists(path))
        {
            return MlflowMetrics.Read(path, shown);
        }

        if (!File.Exists(path))
        {
            throw new MlOpsException(Rules.MissingInput, new(shown), $"there are no metrics here; expected {Kinds}");
        }

        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".JSON" => JsonMetrics.Read(path, shown),
            ".CSV" or ".TSV" => CsvMetrics.Read(path, shown),
            _ => throw new MlOpsException(Rules.BadData, new(shown), $"metrics in a file that ends in '{Path.GetExtension(path)}' can't be read; expected {Kinds}"),
        };
    }
}
