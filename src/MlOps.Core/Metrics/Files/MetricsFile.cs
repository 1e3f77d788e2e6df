using MlOps.Diagnostics;

namespace MlOps.Metrics.Files;

/// <summary>Metrics that another program has written, or that are recorded with a registered version.</summary>
/// <param name="Shown">The file or folder as the user names it.</param>
/// <param name="Values">Each value by the name that gates use; null where it is no finite number.</param>
public sealed record MetricsFile(string Shown, IReadOnlyDictionary<string, double?> Values)
{
    /// <summary>SHA-256 of the rows of a registered version; null for a file, whose names are its own and not the catalogue's.</summary>
    public string? DataHash { get; private init; }

    /// <summary>Rows that were measured; 0 for a file, which does not say.</summary>
    public long Rows { get; private init; }

    /// <summary>The metrics that are recorded with a registered version.</summary>
    /// <param name="shown">The version as the user names it.</param>
    /// <param name="values">Its metrics, by the catalogue's names.</param>
    /// <param name="dataHash">SHA-256 of the rows that they were measured on.</param>
    /// <param name="rows">How many rows that were.</param>
    public static MetricsFile OfVersion(string shown, IReadOnlyDictionary<string, double?> values, string dataHash, long rows) => new(shown, values) { DataHash = dataHash, Rows = rows };

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
        if (DataHash is not null)
        {
            return MetricName.TryParse(text, out name, out problem);
        }

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
