namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>An epoch that is not over.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Steps">Optimizer steps taken in it.</param>
/// <param name="LossSum">Sum of the losses of its items.</param>
/// <param name="WeightSum">Number of these items.</param>
/// <param name="Seconds">Time that its steps took.</param>
internal sealed record EpochState(int Number, int Steps, double LossSum, double WeightSum, double Seconds)
{
    /// <summary>An epoch at its start.</summary>
    /// <param name="number">Counted from 1.</param>
    public static EpochState Begin(int number) => new(number, 0, 0, 0, 0);

    /// <summary>The epoch after another step.</summary>
    /// <param name="loss">The step's mean loss.</param>
    /// <param name="weight">Items that the mean counts.</param>
    /// <param name="seconds">Time that all steps of the epoch took.</param>
    public EpochState After(double loss, double weight, double seconds) =>
        new(Number, Steps + 1, LossSum + (loss * weight), WeightSum + weight, seconds);
}
