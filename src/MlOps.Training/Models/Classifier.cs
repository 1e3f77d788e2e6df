using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>Makes classifier heads under the names that transformers uses: <c>weight</c> and <c>bias</c> for one layer.</summary>
internal static class Classifier
{
    /// <summary>A linear layer, or a stack of them where hidden layers are asked for; always in float32.</summary>
    /// <param name="inputs">Width of a text's vector.</param>
    /// <param name="head">Hidden layers and number of outputs.</param>
    /// <param name="deviation">Standard deviation of new weights.</param>
    /// <param name="dropout">Dropout between two layers.</param>
    /// <param name="hasBias">Whether a single layer has a bias.</param>
    /// <returns>From [..., inputs] to logits [..., outputs].</returns>
    public static Module<Tensor, Tensor> Create(int inputs, HeadShape head, double deviation, double dropout, bool hasBias = true) =>
        head.Hidden.Count == 0
            ? new Dense(inputs, head.Outputs, deviation, ScalarType.Float32, hasBias)
            : new DenseStack([inputs, .. head.Hidden, head.Outputs], deviation, dropout);
}
