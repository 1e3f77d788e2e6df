using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>A language model's last layer, whose weight is the table of word embeddings.</summary>
/// <remarks>Press and Wolf 2017, "Using the Output Embedding to Improve Language Models".</remarks>
internal static class TiedDecoder
{
    /// <summary>Scores every piece of the vocabulary.</summary>
    /// <param name="hidden">[..., H].</param>
    /// <param name="words">The table of word embeddings, [V, H].</param>
    /// <param name="bias">[V]; null for none.</param>
    /// <param name="compute">Type of the product.</param>
    /// <returns>Logits [..., V] in float32.</returns>
    public static Tensor Logits(Tensor hidden, Tensor words, Tensor? bias, ScalarType compute) =>
        functional.linear(hidden.to(compute), words.to(compute), bias?.to(compute)).to(ScalarType.Float32);
}
