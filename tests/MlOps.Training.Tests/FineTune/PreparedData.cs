using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Training.Tests.FineTune;

/// <summary>The output of a preprocess step, made by hand.</summary>
internal static class PreparedData
{
    /// <summary>Writes the splits; every fifth row goes to validation.</summary>
    public static StepOutput Write(TemporaryFolder folder, IReadOnlyList<(string Text, string[] Labels)> rows, bool multiLabel = false)
    {
        var path = folder.File("prepared");
        _ = Directory.CreateDirectory(path);
        var numbered = rows.Select((row, index) => new PreparedRow(index + 1, row.Text, row.Labels, new Dictionary<string, string>())).ToList();
        Write(path, "train", numbered.Where(row => row.Row % 5 != 0));
        Write(path, "validation", numbered.Where(row => row.Row % 5 == 0));
        var labels = rows.SelectMany(row => row.Labels).Distinct().Order(StringComparer.Ordinal).ToList();
        return new("prepare", "preprocess", path, new StepResult { Data = Card(labels, multiLabel, rows.Count) });
    }

    private static void Write(string folder, string split, IEnumerable<PreparedRow> rows)
    {
        using var writer = new RowsFileWriter(Path.Combine(folder, RowsFile.NameOf(split)));
        foreach (var row in rows)
        {
            writer.Write(row);
        }
    }

    private static DataCard Card(IReadOnlyList<string> labels, bool multiLabel, int rows) => new()
    {
        Source = "rows.jsonl",
        DataHash = new string('0', 64),
        Preparation = new("text", ["collapse-whitespace"], ["email"]),
        LabelColumn = "label",
        Columns = [],
        Labels = labels,
        MultiLabel = multiLabel,
        RowsRead = rows,
        Splits = [],
        Dropped = new Dictionary<string, long>(),
        Redacted = new Dictionary<string, long>(),
    };
}
