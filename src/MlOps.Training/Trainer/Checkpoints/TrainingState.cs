using MlOps.Steps;

namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>Where a training is between two steps: everything but the tensors.</summary>
internal sealed record TrainingState
{
    /// <summary>The build of this program: another one might go on differently.</summary>
    public static Guid CurrentBuild { get; } = typeof(TrainingState).Module.ModuleVersionId;

    /// <summary>The build that has written it.</summary>
    public required Guid Build { get; init; }

    /// <summary>Optimizer steps taken so far.</summary>
    public required int Steps { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The epoch in which they end, counted from 1.</summary>
    public required EpochState Epoch { get; init; }

    /// <summary>The epochs before it.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The points of the loss curve.</summary>
    public required LossCurveState Curve { get; init; }

    /// <summary>Steps that the optimizer has counted for each parameter, by name.</summary>
    public required IReadOnlyDictionary<string, long> OptimizerSteps { get; init; }

    /// <summary>Seconds of training and validation so far.</summary>
    public required double Seconds { get; init; }
}
