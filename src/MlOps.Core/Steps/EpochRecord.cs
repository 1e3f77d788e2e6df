namespace MlOps.Steps;

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainLoss">Mean loss over the epoch's rows, in nats.</param>
/// <param name="ValidationLoss">Mean loss on the validation rows, in nats; null where there are none.</param>
/// <param name="Metrics">Metrics on the validation rows.</param>
/// <param name="LearningRate">At the end of the epoch.</param>
/// <param name="Seconds">Time for training and validation.</param>
/// <param name="SamplesPerSecond">Training rows a second, validation left out.</param>
public sealed record EpochRecord(
    int Epoch,
    double TrainLoss,
    double? ValidationLoss,
    IReadOnlyDictionary<string, double?> Metrics,
    double LearningRate,
    double Seconds,
    double SamplesPerSecond);
