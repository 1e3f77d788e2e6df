using MlOps.Diagnostics;

namespace MlOps.Metrics;

/// <summary>Every metric that gates, <c>metrics:</c> and <c>early-stopping.metric</c> may name.</summary>
public static class MetricCatalogue
{
    /// <summary>The average over classes that a name without a variant means.</summary>
    public const string DefaultAverage = "macro";

    /// <summary>Prefix of a validation metric at the epoch whose weights were kept.</summary>
    public const string BestValidation = "best-validation-";

    /// <summary>The share of answers that change when the terms of a list are swapped; in brackets stands the list, not a label.</summary>
    public const string FlipRate = "flip-rate";

    /// <summary>How far the probability of the answer moves when they are swapped, on the mean.</summary>
    public const string ScoreShift = "score-shift";

    private static readonly string[] Averages = ["micro", DefaultAverage, "weighted", "samples"];

    private static readonly Metric[] OfPredictions =
    [
        Score("accuracy"),
        Score("balanced-accuracy"),
        Averaged("precision", Averages),
        Averaged("recall", Averages),
        Averaged("f1", Averages),
        Averaged("roc-auc", [DefaultAverage]),
        Averaged("average-precision", [DefaultAverage]),
        Loss("log-loss"),
        Loss("brier"),
        Loss("calibration-error"),
        Score("matthews"),
        Score("cohen-kappa"),
        Score("top-3-accuracy"),
        Score("top-5-accuracy"),
        Score("subset-accuracy"),
        Loss("hamming-loss"),
        Score("support") with { PerLabel = true, HasOwnValue = false },
        Score("selection-rate") with { PerLabel = true, HasOwnValue = false },
        Score("true-positive-rate") with { PerLabel = true, HasOwnValue = false },
        Loss("false-positive-rate") with { PerLabel = true, HasOwnValue = false },
        Loss(FlipRate) with { PerLabel = true, HasOwnValue = false },
        Loss(ScoreShift) with { PerLabel = true, HasOwnValue = false },
        Entities("entity-precision"),
        Entities("entity-recall"),
        Entities("entity-f1"),
        Score("entity-support") with { PerLabel = true, HasOwnValue = false },
        Score("token-accuracy"),
        Loss("mse") with { PerLabel = true },
        Loss("rmse") with { PerLabel = true },
        Loss("mae") with { PerLabel = true },
        Score("r2") with { PerLabel = true },
        Score("pearson") with { PerLabel = true },
        Score("spearman") with { PerLabel = true },
        Loss("perplexity"),
        Loss("bits-per-byte"),
    ];

    /// <summary>Every family, in the order in which reports show them.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. OfPredictions,
        new("latency", MetricUnit.Seconds, false, MetricSource.Latency) { Variants = ["mean", "p50", "p90", "p95", "p99"], HasOwnValue = false },
        new("size", MetricUnit.Bytes, false, MetricSource.ModelFile),
        new("best-epoch", MetricUnit.None, false, MetricSource.Training),
        new("train-loss", MetricUnit.None, false, MetricSource.Training),
        new("train-time", MetricUnit.Seconds, false, MetricSource.Training),
        new(BestValidation + "loss", MetricUnit.None, false, MetricSource.Training),
        .. OfPredictions.Select(metric => metric with { Name = BestValidation + metric.Name, Source = MetricSource.Training }),
    ];

    /// <summary>Every name without its label: <c>f1</c>, <c>f1.micro</c>, <c>latency.p95</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. All.SelectMany(metric => metric.Variants.Select(variant => $"{metric.Name}.{variant}").Prepend(metric.Name))];

    /// <summary>Finds a family.</summary>
    /// <param name="family">The name before any dot or bracket.</param>
    public static Metric? Find(string family) => All.FirstOrDefault(metric => metric.Name == family);

    /// <summary><c>; did you mean 'f1'?</c>, or nothing when no name is near.</summary>
    /// <param name="name">What was written.</param>
    public static string Hint(string name) => Spelling.Hint(name, Names);

    private static Metric Score(string name) => new(name, MetricUnit.None, true, MetricSource.Predictions);

    private static Metric Loss(string name) => new(name, MetricUnit.None, false, MetricSource.Predictions);

    private static Metric Averaged(string name, string[] averages) =>
        Score(name) with { Variants = averages, DefaultVariant = DefaultAverage, PerLabel = true };

    // seqeval's plain scores count every entity alike
    private static Metric Entities(string name) => Score(name) with { Variants = ["micro", "macro", "weighted"], DefaultVariant = "micro", PerLabel = true };
}
