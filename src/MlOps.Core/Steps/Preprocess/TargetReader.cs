using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>Reads what is to be learnt of a row. Safe for threads.</summary>
/// <param name="spec">The columns.</param>
internal sealed class TargetReader(TargetSpec spec)
{
    /// <summary>Reads a row's target.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="MlOpsException">MLOPS2004: the row lacks a column. MLOPS2005: a column holds something else.</exception>
    public RowTarget Read(RawRow row) => spec.Kind switch
    {
        TargetKind.Label => new(ReadLabel(row)),
        TargetKind.Labels => new(ReadLabels(row)),
        TargetKind.Values => new([], [.. spec.Columns.Select(column => ReadNumber(row, column))]),
        TargetKind.Tags => Tagged(WordList.Read(row, spec.Columns[0])),
        _ => new([]),
    };

    private static RowTarget Tagged(IReadOnlyList<string> tags) => new([.. tags.Distinct().Order(StringComparer.Ordinal)], Tags: tags);

    private static string ValueOf(RawRow row, string column) => row[column] ?? throw new MlOpsException(
        Rules.UnknownColumn, row.Location, $"the row has no column '{column}'{Spelling.Hint(column, row.Names)}");

    private string[] ReadLabel(RawRow row)
    {
        var label = ValueOf(row, spec.Columns[0]).Trim();
        return label.Length == 0 ? [] : [label];
    }

    private string[] ReadLabels(RawRow row)
    {
        var value = ValueOf(row, spec.Columns[0]);
        var labels = spec.Separator is { } separator
            ? value.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : WordList.ReadJson(value, spec.Columns[0], row.Location, "give a separator under 'labels'");
        return [.. labels.Distinct().Order(StringComparer.Ordinal)];
    }

    private static double ReadNumber(RawRow row, string column)
    {
        var value = ValueOf(row, column);
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new MlOpsException(Rules.BadData, row.Location, $"column '{column}' holds '{value}'; expected a number");
    }
}
