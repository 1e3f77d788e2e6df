namespace MlOps.Steps;

/// <summary>How a fine-tune step went.</summary>
public sealed record TrainingHistory
{
    /// <summary>One entry an epoch, in order.</summary>
    public required IReadOnlyList<EpochRecord> Epochs { get; init; }

    /// <summary>The epoch whose weights were kept, counted from 1.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>The metric by which the best epoch was chosen.</summary>
    public required string BestBy { get; init; }

    /// <summary>The base model as the pipeline names it.</summary>
    public required string Base { get; init; }

    /// <summary>Architecture family, for example bert.</summary>
    public required string Family { get; init; }

    /// <summary>Number of trained parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>cpu or cuda.</summary>
    public required string Device { get; init; }

    /// <summary>fp32 or bf16.</summary>
    public required string Precision { get; init; }

    /// <summary>Threads used on the CPU.</summary>
    public required int Threads { get; init; }

    /// <summary>Largest difference of a logit between the trained model and model.onnx.</summary>
    public required double ExportDifference { get; init; }

    /// <summary>Rows on which the export was checked, at batch 1 and 32.</summary>
    public required int ExportRows { get; init; }

    /// <summary>The loss over the run, thinned to at most 200 points: step counted from 1, and mean loss since the point before.</summary>
    public required IReadOnlyList<LossPoint> Loss { get; init; }

    /// <summary>What the run did that the user should know: weights that were new, unused or resized.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
