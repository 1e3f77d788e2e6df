using MlOps.Metrics;
using MlOps.Training.Trainer;

namespace MlOps.Training.FineTune;

/// <summary>What a training gives that gates may name.</summary>
internal static class TrainingMetrics
{
    /// <summary>The metrics by name: of the training as a whole, and of the epoch whose weights were kept.</summary>
    /// <param name="outcome">How training went.</param>
    public static IReadOnlyDictionary<string, double?> Of(TrainingOutcome outcome)
    {
        var metrics = new Dictionary<string, double?>(StringComparer.Ordinal)
        {
            ["best-epoch"] = outcome.BestEpoch,
            ["train-loss"] = outcome.Best.TrainLoss,
            ["train-time"] = outcome.Seconds,
        };
        if (outcome.Best.ValidationLoss is { } loss)
        {
            metrics[MetricCatalogue.BestValidation + TrainerSettings.Loss] = loss;
        }

        foreach (var (name, value) in outcome.Best.Metrics)
        {
            metrics[MetricCatalogue.BestValidation + name] = value;
        }

        return metrics;
    }
}
