using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>A residual network with a classifier; its parameters have the names of transformers' ResNetForImageClassification.</summary>
internal sealed class ResnetClassifier : Network
{
    [ComponentName(Name = "resnet")]
    private readonly ResnetModel _resnet;

    [ComponentName(Name = "classifier")]
    private readonly Sequential _classifier;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The network's shape.</param>
    /// <param name="head">The classifier's.</param>
    /// <param name="compute">Type of the convolutions' products: Float32 or BFloat16.</param>
    public ResnetClassifier(ResnetConfig config, HeadShape head, ScalarType compute)
        : base(nameof(ResnetClassifier))
    {
        _dropout = head.Dropout ?? config.Dropout;
        _resnet = new ResnetModel(config, compute);
        var width = config.HiddenSizes[^1];
        _classifier = Sequential(("1", Classifier.Create(width, head, 1 / Math.Sqrt(3.0 * width), _dropout)));
        RegisterComponents();
    }

    /// <summary>Scores pictures.</summary>
    /// <param name="input">Pictures, [B, 3, H, W].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var pooled = _resnet.call(input.Pixels!); // [B, last hidden size]
        return new(_classifier.call(functional.dropout(pooled, _dropout, training)));
    }
}
