using MlOps.Training.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Trainer;

/// <summary>
/// The loss of a batch, in nats: cross-entropy where one label is chosen (Goodfellow, Bengio, Courville 2016, section 6.2.2.3),
/// binary cross-entropy averaged over rows and labels where each is decided by itself.
/// </summary>
internal sealed class LabelLoss : IDisposable
{
    private readonly int _labels;
    private readonly bool _multiLabel;
    private readonly Device _device;
    private readonly Tensor? _weights; // [C]

    /// <summary>Prepares the loss.</summary>
    /// <param name="settings">Number of labels, their weights, and whether each is decided by itself.</param>
    /// <param name="device">Where logits will be.</param>
    public LabelLoss(TrainerSettings settings, Device device)
    {
        _labels = settings.Labels.Count;
        _multiLabel = settings.MultiLabel;
        _device = device;
        _weights = settings.LabelWeights is { } weights ? tensor([.. weights], device: device).DetachFromDisposeScope() : null;
    }

    /// <summary>The mean loss of a batch.</summary>
    /// <param name="logits">[B, C], unnormalized.</param>
    /// <param name="examples">B of them.</param>
    /// <returns>A single number.</returns>
    public Tensor Of(Tensor logits, IReadOnlyList<Example> examples)
    {
        if (_multiLabel)
        {
            using var targets = tensor(Indicators(examples), [examples.Count, _labels], device: _device); // [B, C]
            return functional.binary_cross_entropy_with_logits(logits, targets, pos_weights: _weights);
        }

        using var classes = tensor(examples.Select(example => (long)example.Labels[0]).ToArray(), device: _device); // [B]
        return functional.cross_entropy(logits, classes, _weights);
    }

    /// <inheritdoc/>
    public void Dispose() => _weights?.Dispose();

    private float[] Indicators(IReadOnlyList<Example> examples)
    {
        var indicators = new float[examples.Count * _labels];
        for (var row = 0; row < examples.Count; row++)
        {
            foreach (var label in examples[row].Labels)
            {
                indicators[(row * _labels) + label] = 1;
            }
        }

        return indicators;
    }
}
