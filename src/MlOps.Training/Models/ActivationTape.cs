using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>
/// Gradient checkpointing: of each layer only its input is kept, and its activations are computed once more when the backward pass comes to it. One batch's.
/// A layer's output is cut off from what made it; <see cref="Backward"/> takes the gradients over the cuts, from the last layer to the first.
/// </summary>
/// <remarks>Chen and others 2016, "Training Deep Nets with Sublinear Memory Cost".</remarks>
internal sealed class ActivationTape : IDisposable
{
    private readonly IReadOnlyList<ILayerSequence> _sequences;
    private readonly Random _seeds;
    private readonly List<(Module<Tensor, Tensor, Tensor> Layer, Tensor Input, Tensor Mask, Tensor Output, long Seed)> _cuts = [];

    /// <summary>Begins to record what a network's layers read, until it is disposed.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seeds">Draws the seed of each layer's dropout, which must be the same both times.</param>
    public ActivationTape(Network network, Random seeds)
    {
        _sequences = [.. network.modules().OfType<ILayerSequence>()];
        _seeds = seeds;
        foreach (var sequence in _sequences)
        {
            sequence.Tape = this;
        }
    }

    /// <summary>Runs a layer without keeping its activations.</summary>
    /// <param name="layer">From the tokens' vectors and a mask to vectors; it does the same again for the same seed.</param>
    /// <param name="input">[B, T, H].</param>
    /// <param name="mask">What attention may see; it has no gradient.</param>
    /// <returns>[B, T, H].</returns>
    public Tensor Call(Module<Tensor, Tensor, Tensor> layer, Tensor input, Tensor mask)
    {
        if (!input.requires_grad && !layer.parameters().Any(parameter => parameter.requires_grad))
        {
            return layer.call(input, mask); // frozen, like all below it: nothing is kept anyway
        }

        var seed = _seeds.NextInt64();
        _ = manual_seed(seed);
        var output = Compute(layer, input, mask);
        output.requires_grad = true;
        _cuts.Add((layer, input.alias().DetachFromDisposeScope(), mask.alias().DetachFromDisposeScope(), output, seed));
        return output;
    }

    /// <summary>Continues a backward pass that has come to the last layer's output.</summary>
    public void Backward()
    {
        for (var i = _cuts.Count - 1; i >= 0; i--)
        {
            using var scope = NewDisposeScope();
            var (layer, input, mask, output, seed) = _cuts[i];
            var start = input.detach();
            start.requires_grad = input.requires_grad;
            _ = manual_seed(seed);
            autograd.backward([layer.call(start, mask)], [output.grad!]);
            if (input.requires_grad)
            {
                autograd.backward([input], [start.grad!]); // to the cut before, or through what stands below the layers
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sequence in _sequences)
        {
            sequence.Tape = null;
        }

        foreach (var (_, input, mask, output, _) in _cuts)
        {
            input.Dispose();
            mask.Dispose();
            output.Dispose();
        }
    }

    private static Tensor Compute(Module<Tensor, Tensor, Tensor> layer, Tensor input, Tensor mask)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        return layer.call(input, mask).DetachFromDisposeScope();
    }
}
