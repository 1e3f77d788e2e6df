using MlOps.Steps;

namespace MlOps.Training.Trainer;

/// <summary>How a training went; the model has the weights of the best epoch.</summary>
/// <param name="Epochs">One entry an epoch.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, counted from 1.</param>
/// <param name="Loss">The loss over the run.</param>
/// <param name="Seconds">Training and validation, also what an interrupted run spent on it before.</param>
/// <param name="Notes">What the user should know: that it went on from a checkpoint, or could not.</param>
public sealed record TrainingOutcome(IReadOnlyList<EpochRecord> Epochs, int BestEpoch, IReadOnlyList<LossPoint> Loss, double Seconds, IReadOnlyList<string> Notes)
{
    /// <summary>The epoch whose weights were kept.</summary>
    public EpochRecord Best => Epochs[BestEpoch - 1];
}
