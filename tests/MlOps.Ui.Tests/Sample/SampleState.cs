using System.Text.Json;
using MlOps.Inference.Evaluate;
using MlOps.Metrics;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Steps;
using MlOps.Tests.Reporting;
using MlOps.Text.Readers;

namespace MlOps.Ui.Tests.Sample;

/// <summary>Runs on disk, as the program leaves them: record, curves, and the outputs of the steps.</summary>
internal static class SampleState
{
    public const string First = "20261121-090000-000";
    public const string Second = "20261122-104501-220";

    /// <summary>The test rows: true label, said label, the probability of spam, text, group.</summary>
    public static readonly (string Truth, string Said, double Spam, string Text, string Group)[] Rows =
    [
        ("ham", "ham", 0.02, "Minutes of the meeting on Tuesday", "easy-ham"),
        ("spam", "spam", 0.99, "You have won a prize", "spam-2"),
        ("ham", "spam", 0.97, "<script>document.title='owned'</script> Invoice attached", "hard-ham-1"),
        ("spam", "ham", 0.31, "Dear friend, a word in private", "spam-2"),
        ("ham", "spam", 0.61, "שלום עולם, this goes from right to left", "easy-ham"),
        ("spam", "ham", 0.08, string.Concat(Enumerable.Repeat("a very long mail without an end ", 40)), "spam-2"),
    ];

    /// <summary>Writes two runs that differ in their learning rate, with everything they leave.</summary>
    public static void WriteRuns(StateFolder state)
    {
        Write(state, First, "2e-4", accuracy: 0.95);
        Write(state, Second, "5e-4", accuracy: 0.9818);
    }

    /// <summary>Writes one run.</summary>
    public static RunResult Write(StateFolder state, string id, string rate, double accuracy, Func<PreparedRow, PreparedRow>? change = null)
    {
        var run = SampleRuns.Passed with { Id = id, Started = DateTimeOffset.ParseExact(id, "yyyyMMdd-HHmmss-fff", null, System.Globalization.DateTimeStyles.AssumeUniversal) };
        run = run with { Steps = [.. run.Steps.Select(step => step with { Fingerprint = Fingerprint(step.Name, rate).Sha256, Result = Measured(step.Result!, accuracy) })] };
        foreach (var step in run.Steps)
        {
            Keep(state, step, Fingerprint(step.Name, rate), accuracy, change ?? (row => row));
        }

        new RunRecords(state).Keep(run);
        WriteCurves(state, id, steps: 40);
        return run;
    }

    /// <summary>Writes as much of a run's curves as it has after some steps.</summary>
    public static void WriteCurves(StateFolder state, string id, int steps)
    {
        _ = Directory.CreateDirectory(state.Run(id));
        File.WriteAllLines(Path.Combine(state.Run(id), RunLog.FileName), Enumerable.Range(1, steps).Select(step => CurveLine(step)));
    }

    /// <summary>What training writes after a step.</summary>
    public static string CurveLine(int step)
    {
        var values = new Dictionary<string, double> { ["loss"] = 0.7 / step, ["learning-rate"] = 0.0005 - (step * 1e-6) };
        return JsonSerializer.Serialize(new LogLine(DateTimeOffset.UnixEpoch.AddSeconds(step), "train", step, values), RunningJson.Default.LogLine).ReplaceLineEndings("");
    }

    private static Fingerprint Fingerprint(string step, string rate) => MlOps.Planning.Fingerprint.Of([new("setting step", step), .. step == "prepare" ? [] : (FingerprintPart[])[new("setting learning-rate", rate)]]);

    private static StepResult Measured(StepResult result, double accuracy) => result.Evaluation is not { } evaluation ? result : result with
    {
        Evaluation = evaluation with
        {
            Metrics = With(evaluation.Metrics, "accuracy", accuracy),
            Intervals = With(evaluation.Intervals, "accuracy", new Interval(accuracy - 0.01, accuracy + 0.01)),
        },
        Metrics = With(evaluation.Metrics, "accuracy", accuracy),
    };

    private static Dictionary<string, T> With<T>(IReadOnlyDictionary<string, T> values, string name, T value) => new(values) { [name] = value };

    private static void Keep(StateFolder state, StepRun step, Fingerprint fingerprint, double accuracy, Func<PreparedRow, PreparedRow> change)
    {
        var output = Directory.CreateDirectory(Path.Combine(state.Cache, fingerprint.Sha256, "output")).FullName;
        if (step.Kind == "preprocess")
        {
            using var rows = new RowsFileWriter(Path.Combine(output, RowsFile.NameOf("test")));
            foreach (var (place, row) in Rows.Index())
            {
                rows.Write(change(new(place + 1, row.Text, [row.Truth], new Dictionary<string, string> { ["group"] = row.Group })));
            }
        }
        else if (step.Kind == "evaluate")
        {
            // the better run has the last row right
            PredictionsFile.Write(output, Rows.Select((row, place) => place == Rows.Length - 1 && accuracy > 0.97
                ? new PredictedRow(place + 1, [row.Truth], [row.Truth], [0.2, 0.8])
                : new PredictedRow(place + 1, [row.Truth], [row.Said], [1 - row.Spam, row.Spam])));
        }

        var files = new DirectoryInfo(output).GetFiles().Select(file => new OutputFile(file.Name, file.Length)).ToList();
        var record = new StepRecord(step.Name, step.Kind, fingerprint, step.Seconds, files, step.Result!);
        File.WriteAllBytes(Path.Combine(state.Cache, fingerprint.Sha256, "step.json"), JsonSerializer.SerializeToUtf8Bytes(record, RunningJson.Default.StepRecord));
    }
}
