using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Spec;

namespace MlOps.Inference.Evaluate;

/// <summary>Reads the keys of an evaluate step.</summary>
internal static class EvaluateSpecReader
{
    // of every task: those that the model's own does not give are left out
    private static readonly string[] UsualMetrics =
    [
        "accuracy", "precision", "recall", "f1", "roc-auc", "log-loss", "calibration-error",
        "entity-precision", "entity-recall", "entity-f1", "token-accuracy",
        "mse", "mae", "r2", "spearman",
        "perplexity", "bits-per-byte",
        "latency", "size",
    ];

    /// <summary>Reads the step's mapping.</summary>
    /// <param name="map">Receives the mistakes: MLOPS1010 for metrics, MLOPS1011 for gates.</param>
    public static EvaluateSpec Read(SpecMap map)
    {
        var metrics = ReadMetrics(map);
        var (columns, lists) = map.TextsAndMaps("slices", "Columns: the metrics are computed for each of their values, too; or lists of terms that texts speak of or not", TermListSpec.Read);
        return Read(map, metrics, columns) with { TermLists = lists };
    }

    private static EvaluateSpec Read(SpecMap map, IReadOnlyList<RequestedMetric> metrics, IReadOnlyList<SpecText> columns) => new(
        metrics,
        columns,
        GateList.Read(map, "gates", "Thresholds, one comparison a line, such as accuracy >= 0.95, f1 >= champion.f1 - 0.005 or latency.p95 <= 20 ms"),
        map.Choice("no-champion", NoChampion.Auto, "What becomes of a gate that names the champion as long as there is none; auto passes on a person's machine and fails on a build server"),
        map.OptionalWhole("threads", 1, 1024, "Threads on the CPU; all cores when absent"))
    {
        Fairness = map.OptionalMap(
            "fairness",
            "How the model treats groups of rows: rates of a label by group, with demographic parity, equal opportunity and equalized odds",
            inner => new FairnessSpec(inner.Text("positive", "The label that counts as the favourable or the feared outcome"), inner.Texts("groups", "Columns, or lists of terms under slices, whose values are the groups"))),
        Model = map.OptionalText("base", "A pretrained model to judge as it is, where no fine-tune step gives one: a folder, NAME@STAGE of the registry, or ORG/NAME of the hub"),
    };

    private static List<RequestedMetric> ReadMetrics(SpecMap map)
    {
        var given = map.Texts("metrics", $"What to measure: a name such as f1.weighted, or a family such as f1 with all its averages and labels; when absent {string.Join(", ", UsualMetrics)}");
        var metrics = new List<RequestedMetric>();
        foreach (var text in given.Count > 0 ? given : UsualMetrics.Select(name => new SpecText(name, map.Location)))
        {
            if (!MetricName.TryParse(text, out var name, out var problem))
            {
                map.Report(Rules.UnknownMetric, text.Location, problem);
            }
            else if (name.Metric.Source == MetricSource.Training)
            {
                map.Report(Rules.UnknownMetric, text.Location, $"'{text}' is measured by the fine-tune step and reported there; gates may name it, 'metrics' may not");
            }
            else
            {
                metrics.Add(new(name, text.Location));
            }
        }

        return metrics;
    }
}
