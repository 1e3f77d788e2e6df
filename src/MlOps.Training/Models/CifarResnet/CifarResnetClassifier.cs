using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.CifarResnet;

/// <summary>A residual network for small pictures with a classifier.</summary>
internal sealed class CifarResnetClassifier : Network
{
    [ComponentName(Name = "conv1")]
    private readonly Convolution _stem;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _norm;

    [ComponentName(Name = "layer1")]
    private readonly Sequential _first;

    [ComponentName(Name = "layer2")]
    private readonly Sequential _second;

    [ComponentName(Name = "layer3")]
    private readonly Sequential _third;

    [ComponentName(Name = "linear")]
    private readonly Module<Tensor, Tensor> _linear;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The network's depth.</param>
    /// <param name="head">The classifier.</param>
    /// <param name="compute">Type of the convolutions' products: Float32 or BFloat16.</param>
    public CifarResnetClassifier(CifarResnetConfig config, HeadShape head, ScalarType compute)
        : base(nameof(CifarResnetClassifier))
    {
        _dropout = head.Dropout ?? config.Dropout;
        var channels = CifarResnetConfig.Channels;
        _stem = new Convolution(ImageArchitecture.Channels, channels[0], Stem, compute);
        _norm = BatchNorm2d(channels[0]);
        _first = Stage(channels[0], channels[0]);
        _second = Stage(channels[0], channels[1]);
        _third = Stage(channels[1], channels[2]);
        _linear = Classifier.Create(channels[2], head, Math.Sqrt(2.0 / channels[2]), _dropout);
        RegisterComponents();

        Sequential Stage(int inputs, int outputs) =>
            Sequential([.. Enumerable.Range(0, config.Layers).Select(layer => new CifarResnetLayer(layer == 0 ? inputs : outputs, outputs, compute))]);
    }

    /// <summary>How the first convolution slides.</summary>
    public static Window Stem { get; } = Window.Square(3, 1, 1);

    /// <summary>Scores pictures.</summary>
    /// <param name="input">Pictures, [B, 3, H, W].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var x = functional.relu(_norm.call(_stem.call(input.Pixels!)), inplace: true); // [B, 16, H, W]
        x = _third.call(_second.call(_first.call(x))); // [B, 64, H / 4, W / 4]
        var pooled = functional.adaptive_avg_pool2d(x, 1).flatten(1); // [B, 64]
        return new(_linear.call(functional.dropout(pooled, _dropout, training)));
    }
}
