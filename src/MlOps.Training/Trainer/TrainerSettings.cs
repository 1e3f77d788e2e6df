using MlOps.Training.Trainer.Checkpoints;

namespace MlOps.Training.Trainer;

/// <summary>How to train.</summary>
public sealed record TrainerSettings
{
    /// <summary>What <see cref="BestBy"/> calls the validation loss.</summary>
    public const string Loss = "loss";

    /// <summary>Passes over the training rows.</summary>
    public required int Epochs { get; init; }

    /// <summary>Rows of a batch.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Batches whose gradients make one optimizer step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>The highest learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How the learning rate falls.</summary>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Linear;

    /// <summary>Of <see cref="ScheduleKind.Polynomial"/>.</summary>
    public double Power { get; init; } = 1;

    /// <summary>How long it climbs before.</summary>
    public Warmup Warmup { get; init; }

    /// <summary>Which optimizer takes the steps.</summary>
    public OptimizerSettings Optimizer { get; init; } = new(OptimizerKind.Adamw);

    /// <summary>How layers are trained; null for all alike from the start.</summary>
    public LayerPlan? Layers { get; init; }

    /// <summary>The share of the averaged weights that a step leaves; null to keep the weights themselves.</summary>
    public double? Average { get; init; }

    /// <summary>The share of a label's certainty that goes to all labels alike while training.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Decay of the weights, but for biases and norms.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of all gradients together; 0 leaves them as they are.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The validation metric by which the best epoch is chosen, or <c>loss</c>.</summary>
    public string BestBy { get; init; } = "f1";

    /// <summary>True when more of <see cref="BestBy"/> is better.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Epochs without a better value after which training stops; null never stops early.</summary>
    public int? Patience { get; init; }

    /// <summary>True to compute the activations of layers a second time rather than to keep them.</summary>
    public bool Recompute { get; init; }

    /// <summary>When a checkpoint is kept; null for never.</summary>
    public CheckpointSettings? Checkpoints { get; init; }

    /// <summary>Draws the order of batches, and dropout.</summary>
    public required int Seed { get; init; }
}
