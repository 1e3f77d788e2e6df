using System.Globalization;
using MlOps.Text.Readers;

namespace MlOps.Metrics.Files;

/// <summary>
/// Metrics in a table: a column of names beside a column <c>value</c>, or a column a metric, of which the last row counts, as in a log
/// of training.
/// </summary>
internal static class CsvMetrics
{
    private const string Value = "value";

    private static readonly string[] NameColumns = ["metric", "name", "key"];

    public static IEnumerable<(string Name, double? Value)> Read(string path, string shown)
    {
        var rows = RowReader.Open(path, shown).Read();
        RawRow? last = null;
        var pairs = new List<(string Name, double? Value)>();
        foreach (var row in rows)
        {
            last = row;
            if (NameColumns.FirstOrDefault(row.Names.Contains) is { } name && row.Names.Contains(Value))
            {
                pairs.Add((row[name]!, Number(row[Value]!)));
            }
        }

        return pairs.Count > 0 || last is not { } wide
            ? pairs
            : [.. wide.Names.Select(name => (name, Number(wide[name]!))).Where(pair => pair.Item2 is not null || wide[pair.name]!.Length == 0)];
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
