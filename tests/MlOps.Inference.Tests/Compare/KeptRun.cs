using System.Text.Json;
using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Planning;
using MlOps.Running;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Text.Readers;

namespace MlOps.Inference.Tests.Compare;

/// <summary>Writes a run's outputs into a cache as its steps would: test rows and what a model says of them.</summary>
internal sealed class KeptRun(TemporaryFolder cache, string id)
{
    public static readonly string[] Labels = ["ham", "spam"];

    /// <summary>What the model says of each row: the probability of spam.</summary>
    public double[] Spam { get; init; } = [];

    /// <summary>The rows' true labels.</summary>
    public string[] True { get; init; } = [];

    public string Data { get; init; } = "d";

    public string Text { get; init; } = "text";

    public string Epochs { get; init; } = "2";

    public IReadOnlyList<SliceScore> Slices { get; init; } = [];

    public double? Accuracy { get; init; } = 0.5;

    /// <summary>True for a model that predicts numbers, which have no probabilities.</summary>
    public bool IsOfNumbers { get; init; }

    public RunResult Write()
    {
        var rows = True.Select((label, i) => new PreparedRow(i + 1, $"{Text} {i + 1}", [label], new Dictionary<string, string>())).ToList();
        var prepared = Keep("prepare", "preprocess", [new("input mail.csv", Data)], new StepResult(), folder => WriteRows(folder, rows));
        var trained = Keep("train", "fine-tune", [new("setting epochs", Epochs), new("step prepare", id)], new StepResult(), _ => { });
        var evaluation = new Evaluation
        {
            Rows = rows.Count,
            Labels = Labels,
            Metrics = new Dictionary<string, double?> { ["accuracy"] = Accuracy },
            Intervals = new Dictionary<string, Interval>(),
            Slices = Slices,
            Confusion = [[0, 0], [0, 0]],
            Gates = [],
        };
        var judged = Keep("judge", "evaluate", [], new StepResult { Evaluation = evaluation, Metrics = evaluation.Metrics }, folder =>
            PredictionsFile.Write(folder, rows.Select((row, i) => new PredictedRow(row.Row, row.Labels, [Spam[i] > 0.5 ? "spam" : "ham"], IsOfNumbers ? [] : [1 - Spam[i], Spam[i]]))));
        return new()
        {
            Id = id,
            Pipeline = "mail",
            File = "pipeline.yml",
            Seed = 7,
            Started = DateTimeOffset.UnixEpoch,
            Seconds = 1,
            Verdict = Verdict.Passed,
            Steps = [prepared, trained, judged],
            Environment = new Dictionary<string, string>(),
        };
    }

    private static void WriteRows(string folder, List<PreparedRow> rows)
    {
        using var writer = new RowsFileWriter(Path.Combine(folder, RowsFile.NameOf("test")));
        rows.ForEach(writer.Write);
    }

    private StepRun Keep(string name, string kind, FingerprintPart[] parts, StepResult result, Action<string> write)
    {
        var fingerprint = $"{id}-{name}";
        write(Directory.CreateDirectory(cache.File($"{fingerprint}/output")).FullName);
        var record = new StepRecord(name, kind, new(fingerprint, parts), 1, [], result);
        _ = cache.Write($"{fingerprint}/step.json", JsonSerializer.Serialize(record, RunningJson.Default.StepRecord));
        return new(name, kind, new("pipeline.yml"), StepStatus.Ran, fingerprint, 1, result, null, null);
    }
}
