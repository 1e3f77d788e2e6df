using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Vgg;

/// <summary>A VGG network; its parameters have the names of torchvision's.</summary>
internal sealed class VggClassifier : Network
{
    /// <summary>Rows and columns that the classifier reads of each channel.</summary>
    public const int Places = 7;

    private const int HiddenSize = 4096;
    private const double Deviation = 0.01; // of new weights of linear layers

    [ComponentName(Name = "features")]
    private readonly Sequential _features;

    [ComponentName(Name = "classifier")]
    private readonly Sequential _classifier;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The network's shape.</param>
    /// <param name="head">The last layer.</param>
    /// <param name="compute">Type of the matrix products below the last layer: Float32 or BFloat16.</param>
    public VggClassifier(VggConfig config, HeadShape head, ScalarType compute)
        : base(nameof(VggClassifier))
    {
        _features = Sequential([.. config.Convolutions.SelectMany(shape => Features(shape, config, compute))]);
        _classifier = Sequential(
            new Dense(config.Convolutions[^1].Outputs * Places * Places, HiddenSize, Deviation, compute),
            ReLU(inplace: true),
            Dropout(config.Dropout),
            new Dense(HiddenSize, HiddenSize, Deviation, compute),
            ReLU(inplace: true),
            Dropout(head.Dropout ?? config.Dropout),
            Classifier.Create(HiddenSize, head, Deviation, head.Dropout ?? config.Dropout));
        RegisterComponents();
    }

    /// <summary>Scores pictures.</summary>
    /// <param name="input">Pictures, [B, 3, H, W].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var features = _features.call(input.Pixels!); // [B, 512, H / 32, W / 32]
        return new(_classifier.call(functional.adaptive_avg_pool2d(features, Places).flatten(1)));
    }

    private static IEnumerable<Module<Tensor, Tensor>> Features(VggConvolution shape, VggConfig config, ScalarType compute)
    {
        yield return new Convolution(shape.Inputs, shape.Outputs, VggConvolution.Window, compute, bias: true);
        if (config.HasNorms)
        {
            yield return BatchNorm2d(shape.Outputs);
        }

        yield return ReLU(inplace: true);
        if (shape.EndsBlock)
        {
            yield return MaxPool2d(VggConvolution.Pooling.Height, VggConvolution.Pooling.Stride);
        }
    }
}
