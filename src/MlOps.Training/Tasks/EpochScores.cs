using MlOps.Training.Data;
using static TorchSharp.torch;

namespace MlOps.Training.Tasks;

/// <summary>Collects what a network says of the validation rows.</summary>
public abstract class EpochScores
{
    /// <summary>Takes a batch, in any order.</summary>
    /// <param name="batch">The batch, with its targets.</param>
    /// <param name="logits">What the network says of it.</param>
    /// <param name="loss">The batch's mean loss, in nats where it is a cross-entropy.</param>
    public abstract void Add(Batch batch, Tensor logits, double loss);

    /// <summary>The metrics by name; null where undefined.</summary>
    public abstract IReadOnlyDictionary<string, double?> Compute();
}
