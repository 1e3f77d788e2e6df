using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Models;
using MlOps.Spec;
using MlOps.Training.Trainer;

namespace MlOps.Training.FineTune;

/// <summary>How the best epoch is chosen; its weights are kept.</summary>
/// <param name="Metric">A metric of the validation rows as results spell it, or <c>loss</c>.</param>
/// <param name="HigherIsBetter">True when more of it is better.</param>
/// <param name="Patience">Epochs without a better value after which training stops; null trains all epochs.</param>
public sealed record EarlyStoppingSpec(string Metric, bool HigherIsBetter, int? Patience)
{
    /// <summary>Reads the keys of <c>early-stopping</c>.</summary>
    /// <param name="map">Its mapping.</param>
    /// <param name="task">What is learnt, which decides the usual metric.</param>
    public static EarlyStoppingSpec Read(SpecMap map, TaskKind task)
    {
        var usual = task switch
        {
            TaskKind.TextClassification or TaskKind.ImageClassification => "f1",
            TaskKind.TokenClassification => "entity-f1",
            _ => TrainerSettings.Loss,
        };
        var text = map.Text("metric", usual, "The metric of the validation rows that chooses the best epoch, or 'loss'; f1 for classification, entity-f1 for token-classification, loss for the others when absent");
        var patience = map.OptionalWhole("patience", 1, 1000, "Epochs without a better value after which training stops; absent: never");
        if (text.Value == TrainerSettings.Loss)
        {
            return new(TrainerSettings.Loss, HigherIsBetter: false, patience);
        }

        if (MetricName.TryParse(text, out var name, out var problem) && name is { IsValue: true, Metric.Source: MetricSource.Predictions })
        {
            return new(name.Key, name.Metric.HigherIsBetter, patience);
        }

        map.Report(Rules.UnknownMetric, text.Location, problem.Length > 0 ? problem : $"'{text}' is not measured on validation rows; expected a metric of predictions, such as f1, or loss");
        return new("f1", HigherIsBetter: true, patience);
    }
}
