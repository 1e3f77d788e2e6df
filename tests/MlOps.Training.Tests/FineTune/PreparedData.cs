using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Training.Tests.FineTune;

/// <summary>The output of a preprocess step, made by hand.</summary>
internal static class PreparedData
{
    /// <summary>Writes the splits; every fifth row goes to validation.</summary>
    public static StepOutput Write(TemporaryFolder folder, IReadOnlyList<(string Text, string[] Labels)> rows, bool multiLabel = false) => Write(
        folder,
        [.. rows.Select((row, index) => new PreparedRow(index + 1, row.Text, row.Labels, new Dictionary<string, string>()))],
        multiLabel ? TargetKind.Labels : TargetKind.Label,
        [.. rows.SelectMany(row => row.Labels).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>Writes the splits of rows that teach anything.</summary>
    public static StepOutput Write(TemporaryFolder folder, IReadOnlyList<PreparedRow> rows, TargetKind target, IReadOnlyList<string> labels)
    {
        var path = folder.File("prepared");
        _ = Directory.CreateDirectory(path);
        Write(path, "train", rows.Where(row => row.Row % 5 != 0));
        Write(path, "validation", rows.Where(row => row.Row % 5 == 0));
        return new("prepare", "preprocess", path, new StepResult { Data = Card(labels, target, rows.Count) });
    }

    private static void Write(string folder, string split, IEnumerable<PreparedRow> rows)
    {
        using var writer = new RowsFileWriter(Path.Combine(folder, RowsFile.NameOf(split)));
        foreach (var row in rows)
        {
            writer.Write(row);
        }
    }

    private static DataCard Card(IReadOnlyList<string> labels, TargetKind target, int rows) => new()
    {
        Source = "rows.jsonl",
        DataHash = new string('0', 64),
        Preparation = new("text", ["collapse-whitespace"], ["email"]),
        LabelColumn = "label",
        Columns = [],
        Labels = labels,
        Target = target,
        MultiLabel = target == TargetKind.Labels,
        RowsRead = rows,
        Splits = [],
        Dropped = new Dictionary<string, long>(),
        Redacted = new Dictionary<string, long>(),
    };
}
