namespace MlOps.Text.Readers;

/// <summary>Which columns of some data probably hold the text and its label.</summary>
/// <param name="Text">The column with the longest values; null when no column holds any.</param>
/// <param name="Label">A column whose few values come again and again; null when there is none.</param>
/// <param name="Labels">Values of the label column, in ordinal order.</param>
/// <param name="Columns">Every column.</param>
/// <param name="Rows">Rows that were looked at.</param>
public sealed record ColumnGuess(string? Text, string? Label, IReadOnlyList<string> Labels, IReadOnlyList<string> Columns, int Rows)
{
    // files are often sorted by label, so that a few rows show but one
    private const int MostRows = 100_000;

    // words by which people name a label column, the surest first
    private static readonly string[] LabelNames = ["label", "labels", "class", "category", "target", "intent", "sentiment", "topic", "type"];

    /// <summary>Looks at the first rows of a source.</summary>
    /// <param name="reader">The source.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2005: the data can't be read.</exception>
    public static ColumnGuess Of(RowReader reader)
    {
        var columns = reader.ReadColumns().Select(name => new ColumnSample(name)).ToList();
        var rows = 0;
        foreach (var row in reader.Read().Take(MostRows))
        {
            rows++;
            columns.ForEach(column => column.Add(row[column.Name] ?? ""));
        }

        var text = columns.Where(column => column.Characters > 0).MaxBy(column => column.Characters);
        var label = columns
            .Where(column => column != text && column.LooksLikeLabel(rows))
            .OrderBy(column => NameRank(column.Name))
            .ThenBy(column => column.Values.Count)
            .FirstOrDefault();
        return new(text?.Name, label?.Name, label is null ? [] : [.. label.Values], [.. columns.Select(column => column.Name)], rows);
    }

    private static int NameRank(string column)
    {
        var rank = Array.FindIndex(LabelNames, name => name.Equals(column, StringComparison.OrdinalIgnoreCase));
        return rank < 0 ? LabelNames.Length : rank;
    }
}
