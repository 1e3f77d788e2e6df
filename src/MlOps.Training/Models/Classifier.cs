using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>Makes classifier heads under the names that transformers uses: <c>weight</c> and <c>bias</c> for one layer.</summary>
internal static class Classifier
{
    /// <summary>A linear layer, or a stack of them where hidden layers are asked for; always in float32.</summary>
    /// <param name="inputs">Width of a text's vector.</param>
    /// <param name="shape">Hidden layers and number of labels.</param>
    /// <param name="deviation">Standard deviation of new weights.</param>
    /// <param name="dropout">Dropout between two layers.</param>
    /// <returns>From [B, inputs] to logits [B, labels].</returns>
    public static Module<Tensor, Tensor> Create(int inputs, ClassifierShape shape, double deviation, double dropout) =>
        shape.Hidden.Count == 0
            ? new Dense(inputs, shape.Labels, deviation, ScalarType.Float32)
            : new DenseStack([inputs, .. shape.Hidden, shape.Labels], deviation, dropout);
}
