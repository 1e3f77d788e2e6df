using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Tasks;

/// <summary>
/// To give a row labels. The loss is cross-entropy for one label a row, weighted by class where asked for; or binary cross-entropy of each label.
/// </summary>
/// <remarks>As torch.nn.functional's cross_entropy and binary_cross_entropy_with_logits, with the mean taken as they take it.</remarks>
public sealed class ClassificationTask : LearningTask
{
    private const double AuxiliaryShare = 0.4; // of the loss of a second head (Szegedy and others 2015, "Rethinking the Inception Architecture")

    private readonly Device _device;
    private readonly Tensor? _weights;

    /// <summary>Prepares the loss.</summary>
    /// <param name="kind">Text or image classification.</param>
    /// <param name="labels">[C], label names.</param>
    /// <param name="multiLabel">True when each label is decided by itself.</param>
    /// <param name="weights">[C], weight of each label; null for equal weights.</param>
    /// <param name="device">Where logits will be.</param>
    public ClassificationTask(TaskKind kind, IReadOnlyList<string> labels, bool multiLabel, IReadOnlyList<float>? weights, Device device)
    {
        Kind = kind;
        Labels = labels;
        MultiLabel = multiLabel;
        _device = device;
        _weights = weights is null ? null : tensor([.. weights], device: device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override TaskKind Kind { get; }

    /// <inheritdoc/>
    public override int Outputs => Labels.Count;

    /// <summary>[C], label names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>True when each label is decided by itself.</summary>
    public bool MultiLabel { get; }

    /// <inheritdoc/>
    public override Tensor Loss(NetworkOutput output, Batch batch, double smoothing = 0)
    {
        using var targets = batch.Targets.On(_device);
        var loss = Loss(output.Logits, targets, smoothing);
        return output.AuxiliaryLogits is { } second ? loss + (AuxiliaryShare * Loss(second, targets, smoothing)) : loss;
    }

    /// <inheritdoc/>
    public override EpochScores Begin(int rows) => new ClassificationEpoch(Labels, MultiLabel, rows);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _weights?.Dispose();
        base.Dispose();
    }

    // where each label is decided by itself, it is one of two
    private Tensor Loss(Tensor logits, Tensor targets, double smoothing) => MultiLabel
        ? functional.binary_cross_entropy_with_logits(logits, (targets * (1 - smoothing)) + (smoothing / 2), pos_weights: _weights)
        : functional.cross_entropy(logits, targets, _weights, label_smoothing: smoothing);
}
