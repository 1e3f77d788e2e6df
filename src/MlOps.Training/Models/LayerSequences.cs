using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>Runs the layers of a network.</summary>
internal static class LayerSequences
{
    /// <summary>Runs a layer; with gradient checkpointing its activations are not kept.</summary>
    /// <param name="sequence">What the layer is part of.</param>
    /// <param name="layer">From the tokens' vectors and a mask to vectors.</param>
    /// <param name="hidden">[B, T, H].</param>
    /// <param name="mask">What attention may see.</param>
    /// <returns>[B, T, H].</returns>
    public static Tensor Run(this ILayerSequence sequence, Module<Tensor, Tensor, Tensor> layer, Tensor hidden, Tensor mask) =>
        sequence.Tape is { } tape ? tape.Call(layer, hidden, mask) : layer.call(hidden, mask);
}
