using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Tests.Reporting;

/// <summary>Runs made by hand, to be reported.</summary>
internal static class SampleRuns
{
    /// <summary>A run in which every gate is met and the champion is replaced.</summary>
    public static RunResult Passed { get; } = Make();

    /// <summary>The same with one gate that is not met, one without a value, and a champion that cannot be scored.</summary>
    public static RunResult GateNotMet { get; } = Make() with
    {
        Verdict = Verdict.GateNotMet,
        Profile = "gpu",
        Steps =
        [
            Prepare(StepStatus.Reused),
            Train(StepStatus.Reused),
            Step("judge", "evaluate", 22, StepStatus.Ran, 14.2, new StepResult
            {
                Evaluation = Judged(
                    [
                        Gate("accuracy >= 0.99", GateOutcome.NotMet, 0.9818, 0.99, "accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.99' is not met"),
                        Gate("worst(roc-auc, group) >= 0.9", GateOutcome.MissingValue, null, 0.9, "worst(roc-auc, group) is undefined"),
                        Gate("f1 >= champion.f1 - 0.005", GateOutcome.ChampionLossAccepted, 0.977, null, "champion mail-spam version 3 cannot be scored: it does not know the label 'promo'; overruled: new label"),
                        Gate("accuracy >= 0.95", GateOutcome.Met, 0.9818, 0.95, "accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.95' is met"),
                    ],
                    new ChampionScore("mail-spam", 3, new Dictionary<string, double?>(), new Dictionary<string, Interval>(), [], null, "it does not know the label 'promo'")),
                Diagnostics = [new Diagnostic(Rules.GateNotMet, new Location("pipeline.yml", 28, 9), "accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.99' is not met")],
            }),
            Step("publish", "register", 36, StepStatus.Ran, 0.1, new StepResult
            {
                Registration = new Registration("mail-spam", 4, Stage.None, new string('c', 64), false, null, "accuracy is 0.9818 on 605 rows; gate 'accuracy >= 0.99' is not met"),
            }),
        ],
    };

    /// <summary>A run that stops in training.</summary>
    public static RunResult Failed { get; } = Make() with
    {
        Verdict = Verdict.Failed,
        Steps =
        [
            Prepare(StepStatus.Ran),
            Step("train", "fine-tune", 14, StepStatus.Failed, 3.4, null) with
            {
                Failure = new Diagnostic(Rules.CannotWrite, new Location("pipeline.yml", 14, 3), "the disk is full"),
            },
            Step("judge", "evaluate", 22, StepStatus.Skipped, 0, null) with { SkippedFor = "train" },
            Step("publish", "register", 36, StepStatus.NotAsked, 0, null),
        ],
    };

    /// <summary>The same data judged with two models.</summary>
    public static RunResult TwoModels() => Make() with
    {
        Steps =
        [
            Prepare(StepStatus.Ran),
            Train(StepStatus.Ran) with { Name = "without" },
            Train(StepStatus.Ran) with { Name = "with" },
            Step("judge-without", "evaluate", 22, StepStatus.Ran, 14.2, new StepResult { Evaluation = Judged([], null) }),
            Step("judge-with", "evaluate", 30, StepStatus.Ran, 14.2, new StepResult
            {
                Evaluation = Judged([], null) with { Metrics = new Dictionary<string, double?> { ["accuracy"] = 0.99, ["log-loss"] = 0.02 } },
            }),
        ],
    };

    /// <summary>A run in which everything that comes from outside is a given text.</summary>
    public static RunResult Hostile(string text)
    {
        var evaluation = Judged([Gate(text, GateOutcome.NotMet, 0.5, 0.9, text)], null) with
        {
            Labels = [text, "ham"],
            Metrics = new Dictionary<string, double?> { [text] = 0.5, [MetricName.ForLabel("f1", text)] = 0.5 },
            Slices = [new SliceScore(text, text, 3, new Dictionary<string, double?> { [text] = null })],
            LatencySetting = text,
        };
        return Make() with
        {
            Id = text,
            Pipeline = text,
            File = text,
            Verdict = Verdict.GateNotMet,
            Environment = new Dictionary<string, string> { ["cpu"] = text },
            Steps =
            [
                Step(text, text, 1, StepStatus.Ran, 1, new StepResult
                {
                    Evaluation = evaluation,
                    Data = Card() with
                    {
                        Source = text,
                        Labels = [text],
                        Splits = [new SplitCard(text, 3, new Dictionary<string, long> { [text] = 3 }, new Dictionary<string, double> { ["p50"] = 7 })],
                        Dropped = new Dictionary<string, long> { [text] = 1 },
                    },
                    Training = History() with { Base = text, Family = text, BestBy = text, Notes = [text] },
                    Registration = new Registration(text, 1, Stage.None, text, true, null, text),
                    Metrics = new Dictionary<string, double?> { [text] = 1 },
                    Diagnostics = [new Diagnostic(Rules.GateNotMet, new Location(text, 1, 1), text)],
                }),
                Step("next", "command", 2, StepStatus.Skipped, 0, null) with { SkippedFor = text },
            ],
        };
    }

    private static RunResult Make() => new()
    {
        Id = "20261122-104501-220",
        Pipeline = "mail-spam",
        File = "pipeline.yml",
        Seed = 7,
        Started = new DateTimeOffset(2026, 11, 22, 10, 45, 1, 220, TimeSpan.Zero),
        Seconds = 151.6,
        Verdict = Verdict.Passed,
        Environment = new Dictionary<string, string> { ["tool"] = "0.1.0", ["system"] = "linux-x64", ["cpu"] = "2 cores, avx2 avx512f avx512_bf16" },
        Steps =
        [
            Prepare(StepStatus.Ran),
            Train(StepStatus.Ran),
            Step("judge", "evaluate", 22, StepStatus.Ran, 14.2, new StepResult
            {
                Evaluation = Judged(
                    [
                        Gate("accuracy >= 0.95", GateOutcome.Met, 0.9818, 0.95, "accuracy is 0.9818"),
                        Gate("f1 >= champion.f1 - 0.005", GateOutcome.Met, 0.977, 0.9662, "f1 is 0.977") with { Champion = 0.9712 },
                        Gate("worst(accuracy, group) >= 0.70", GateOutcome.Met, 0.84, 0.7, "worst(accuracy, group) is 0.84"),
                        Gate("latency.p95 <= 20 ms", GateOutcome.Met, 0.00314, 0.02, "latency.p95 is 3.14 ms") with { Comparison = "<=", Unit = MetricUnit.Seconds },
                    ],
                    Champion()),
            }),
            Step("publish", "register", 36, StepStatus.Ran, 0.1, new StepResult
            {
                Registration = new Registration("mail-spam", 4, Stage.Production, new string('c', 64), true, 3, null),
            }),
        ],
    };

    private static StepRun Step(string name, string kind, int line, StepStatus status, double seconds, StepResult? result) =>
        new(name, kind, new Location("pipeline.yml", line, 3), status, new string('f', 64), seconds, result, null, null);

    private static StepRun Prepare(StepStatus status) => Step("prepare", "preprocess", 6, status, 4.1, new StepResult { Data = Card() });

    private static StepRun Train(StepStatus status) => Step("train", "fine-tune", 14, status, 133.2, new StepResult
    {
        Training = History(),
        Metrics = new Dictionary<string, double?> { ["best-epoch"] = 2, ["train-loss"] = 0.0412, ["train-time"] = 131.4 },
    });

    private static DataCard Card() => new()
    {
        Source = "examples/mail-spam/mail.jsonl",
        DataHash = new string('d', 64),
        Preparation = new Preparation("text", ["strip-html"], ["email"]),
        LabelColumn = "label",
        Columns = ["group"],
        Labels = ["ham", "spam"],
        MultiLabel = false,
        RowsRead = 6046,
        Splits =
        [
            new SplitCard("train", 4836, Classes(3319, 1517), Lengths(1204, 6120)),
            new SplitCard("validation", 605, Classes(415, 190), Lengths(1180, 6002)),
            new SplitCard("test", 605, Classes(415, 190), Lengths(1231, 6310)),
        ],
        Dropped = new Dictionary<string, long> { ["empty"] = 3, ["duplicates"] = 104, ["where"] = 0 },
        Redacted = new Dictionary<string, long> { ["email"] = 10211, ["url"] = 21902 },
    };

    private static Dictionary<string, long> Classes(long ham, long spam) => new() { ["ham"] = ham, ["spam"] = spam };

    private static Dictionary<string, double> Lengths(double median, double most) => new() { ["min"] = 12, ["p50"] = median, ["p95"] = most, ["max"] = 90210 };

    private static TrainingHistory History() => new()
    {
        Epochs =
        [
            new EpochRecord(1, 0.1934, 0.0921, new Dictionary<string, double?> { ["accuracy"] = 0.9702, ["f1"] = 0.9641 }, 2.6e-4, 66.1, 75.2),
            new EpochRecord(2, 0.0412, 0.0688, new Dictionary<string, double?> { ["accuracy"] = 0.9785, ["f1"] = 0.9748 }, 0, 65.3, 76.4),
        ],
        BestEpoch = 2,
        BestBy = "f1",
        Base = "examples/bert-pico",
        Family = "bert",
        Parameters = 3_251_202,
        Device = "cpu",
        Precision = "bf16",
        Threads = 2,
        ExportDifference = 3.2e-6,
        ExportRows = 256,
        Loss = [.. Enumerable.Range(1, 60).Select(i => new LossPoint(i * 5, 0.02 + (0.66 * Math.Exp(-i / 9.0)) + (i % 7 * 0.004)))],
        Notes = ["the classification head is new: classifier.weight, classifier.bias"],
    };

    private static GateResult Gate(string text, GateOutcome outcome, double? value, double? threshold, string message) =>
        new(text, new Location("pipeline.yml", 28, 9), outcome, value, ">=", threshold, null, MetricUnit.None, message);

    private static ChampionScore Champion() => new(
        "mail-spam",
        3,
        new Dictionary<string, double?> { ["accuracy"] = 0.9769, ["f1"] = 0.9712, ["latency.p95"] = null },
        new Dictionary<string, Interval> { ["accuracy"] = new(-0.0033, 0.0132), ["f1"] = new(-0.0041, 0.0158) },
        [],
        0.5078,
        null);

    private static Evaluation Judged(IReadOnlyList<GateResult> gates, ChampionScore? champion) => new()
    {
        Rows = 605,
        Labels = ["ham", "spam"],
        Metrics = new Dictionary<string, double?>
        {
            ["accuracy"] = 0.9818,
            ["f1"] = 0.977,
            ["f1[ham]"] = 0.9867,
            ["f1[spam]"] = 0.9705,
            ["support[ham]"] = 415,
            ["support[spam]"] = 190,
            ["roc-auc"] = null,
            ["latency.p95"] = 0.00314,
            ["size"] = 13_240_112,
        },
        Intervals = new Dictionary<string, Interval> { ["accuracy"] = new(0.9702, 0.9917), ["f1"] = new(0.9635, 0.9889) },
        Slices =
        [
            new SliceScore("group", "easy-ham", 312, new Dictionary<string, double?> { ["accuracy"] = 0.9936, ["f1"] = null }),
            new SliceScore("group", "hard-ham-1", 25, new Dictionary<string, double?> { ["accuracy"] = 0.84, ["f1"] = null }),
            new SliceScore("group", "spam-2", 188, new Dictionary<string, double?> { ["accuracy"] = 0.9734, ["f1"] = 0.9865 }),
        ],
        Confusion = [[410, 5], [6, 184]],
        Champion = champion,
        Gates = gates,
        LatencySetting = "batch 1, 2 threads, 500 calls",
    };
}
