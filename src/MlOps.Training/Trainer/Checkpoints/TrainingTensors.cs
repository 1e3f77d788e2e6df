using MlOps.Training.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>Every tensor that a training changes. Frozen parameters are those of the base model and need not be kept.</summary>
/// <param name="network">The network.</param>
/// <param name="step">Knows what is trained, and holds the optimizer.</param>
/// <param name="best">The weights of the best epoch.</param>
/// <param name="average">The averaged weights; null where there are none.</param>
internal sealed class TrainingTensors(Network network, GradientStep step, BestWeights best, AveragedWeights? average)
{
    private readonly HashSet<string> _frozen =
        [.. network.named_parameters().Select(entry => entry.name).Except(step.Parameters.Select(entry => entry.Name), StringComparer.Ordinal)];

    /// <summary>The tensors as they are now.</summary>
    /// <param name="hasBest">True once an epoch has ended.</param>
    public IReadOnlyList<LiveTensor> Now(bool hasBest) =>
    [
        .. network.state_dict().Where(entry => Changes(entry.Key, entry.Value)).Select(entry => new LiveTensor($"model.{entry.Key}", entry.Value)),
        .. best.Tensors.Where(entry => hasBest && Changes(entry.Name, entry.Copy)).Select(entry => new LiveTensor($"best.{entry.Name}", entry.Copy)),
        .. (average?.Tensors ?? []).Select(entry => new LiveTensor($"average.{entry.Name}", entry.Average)),
        .. step.Optimizer.Tensors.Select(entry => new LiveTensor($"optimizer.{entry.Name}.{entry.Part}", entry.Value)),
    ];

    // parameters that are trained, and the statistics of batch norms
    private bool Changes(string name, Tensor tensor) => !_frozen.Contains(name) && tensor.dtype is (ScalarType.Float32 or ScalarType.Int64);
}
