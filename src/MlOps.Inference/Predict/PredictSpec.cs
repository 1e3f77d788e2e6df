using MlOps.Spec;

namespace MlOps.Inference.Predict;

/// <summary>What pipeline.yml says of a predict step.</summary>
public sealed record PredictSpec : StepSpec
{
    /// <summary>The model; null takes that of the fine-tune step before.</summary>
    public required SpecText? Model { get; init; }

    /// <summary>The rows to predict.</summary>
    public required SpecText Data { get; init; }

    /// <summary>The column that a pretrained model reads; null for the usual one. A model that was trained here knows its own.</summary>
    public required SpecText? Column { get; init; }

    /// <summary>The file that receives them.</summary>
    public required SpecText To { get; init; }

    /// <summary>Predict every row each time, instead of those that are new.</summary>
    public required bool All { get; init; }

    /// <summary>The least probability of each label; it may name labels that the model has not.</summary>
    public required IReadOnlyList<(SpecText Label, double Threshold)> Thresholds { get; init; }

    /// <summary>The least probability of an answer; null answers every row.</summary>
    public required double? AbstainBelow { get; init; }

    /// <summary>What labels are called instead.</summary>
    public required IReadOnlyList<(SpecText Label, SpecText Name)> Rename { get; init; }

    /// <summary>Where new rows are sent; null for nowhere.</summary>
    public required WebhookSpec? Webhook { get; init; }
}
