using MlOps.Models;
using MlOps.Training.Data;
using MlOps.Training.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Tasks;

/// <summary>What is learnt: the loss to minimize, and the metrics that choose the best epoch.</summary>
public abstract class LearningTask : IDisposable
{
    /// <summary>The task as the pipeline names it.</summary>
    public abstract TaskKind Kind { get; }

    /// <summary>Numbers that the head gives for a row or token, C.</summary>
    public abstract int Outputs { get; }

    /// <summary>What the network reads of a batch, and which of its answers the loss looks at; the tensors belong to the caller's dispose scope.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">Where the network is.</param>
    public virtual NetworkInputs Inputs(Batch batch, Device device) => NetworkInputs.Of(batch.Inputs, device);

    /// <summary>Runs a network on a batch. What it says of a long text's windows is pooled, so that each row has one answer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="device">Where the network is.</param>
    public NetworkOutput Answer(Network network, Batch batch, Device device)
    {
        var output = network.call(Inputs(batch, device));
        return batch.Windows is { } windows ? output with { Logits = windows.Of(output.Logits) } : output;
    }

    /// <summary>The mean loss of a batch over the items that its weight counts.</summary>
    /// <param name="output">What the network says.</param>
    /// <param name="batch">The same batch, with its targets.</param>
    /// <param name="smoothing">The share of a label's certainty that goes to all labels alike; 0 where a network is judged, or where numbers are learnt.</param>
    /// <returns>A single number; it belongs to the caller's dispose scope.</returns>
    /// <remarks>Smoothing: Szegedy and others 2015, "Rethinking the Inception Architecture for Computer Vision", section 7.</remarks>
    public abstract Tensor Loss(NetworkOutput output, Batch batch, double smoothing = 0);

    /// <summary>Begins to score a set of rows.</summary>
    /// <param name="rows">How many there are.</param>
    public abstract EpochScores Begin(int rows);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
