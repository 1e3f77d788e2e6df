using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>Inception-v3; its parameters have the names of torchvision's.</summary>
internal sealed class InceptionClassifier : Network
{
    private const double Deviation = 0.1; // of new weights of the linear layer

    private readonly InceptionConfig _config;
    private readonly List<Module<Tensor, Tensor>> _stem = [];
    private readonly List<(BlockShape Shape, InceptionBlock Block)> _blocks = [];
    private readonly double _dropout;

    [ComponentName(Name = "AuxLogits")]
    private readonly InceptionAuxiliary? _auxiliary;

    [ComponentName(Name = "fc")]
    private readonly Module<Tensor, Tensor> _linear;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">What may differ.</param>
    /// <param name="head">The classifier.</param>
    /// <param name="compute">Type of the convolutions' products: Float32 or BFloat16.</param>
    public InceptionClassifier(InceptionConfig config, HeadShape head, ScalarType compute)
        : base(nameof(InceptionClassifier))
    {
        _config = config;
        _dropout = head.Dropout ?? config.Dropout;
        var channels = ImageArchitecture.Channels;
        foreach (var shape in InceptionLayout.Stem)
        {
            var convolution = new InceptionConvolution(channels, shape, compute);
            register_module(shape.Name, convolution);
            _stem.Add(convolution);
            channels = shape.Outputs;
        }

        foreach (var shape in InceptionLayout.Blocks)
        {
            var block = new InceptionBlock(channels, shape, compute);
            register_module(shape.Name, block);
            _blocks.Add((shape, block));
            channels = shape.Outputs(channels);
            if (shape.Name == InceptionLayout.AuxiliaryAt && config.AuxiliaryHead)
            {
                _auxiliary = new InceptionAuxiliary(channels, head.Outputs, compute);
                register_module("AuxLogits", _auxiliary); // where torchvision has it, before the blocks that follow
            }
        }

        _linear = Classifier.Create(channels, head, Deviation, _dropout);
        RegisterComponents();
    }

    /// <summary>Scores pictures.</summary>
    /// <param name="input">Pictures, [B, 3, H, W].</param>
    /// <returns>
    /// Logits [B, C] in float32; in training also those of the second head, where it is there and pictures are large enough for it.
    /// </returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var x = Stem(_config.TransformInput ? InceptionInput.Transform(input.Pixels!) : input.Pixels!); // [B, 192, H / 8, W / 8]
        Tensor? second = null;
        foreach (var (shape, block) in _blocks)
        {
            x = block.call(x);
            if (training && shape.Name == InceptionLayout.AuxiliaryAt && x.shape[2..].Min() >= InceptionAuxiliary.FewestPlaces)
            {
                second = _auxiliary?.call(x);
            }
        }

        var pooled = functional.adaptive_avg_pool2d(x, 1).flatten(1); // [B, 2048]
        return new(_linear.call(functional.dropout(pooled, _dropout, training)), second);
    }

    private Tensor Stem(Tensor pixels)
    {
        using var scope = NewDisposeScope(); // what no gradient needs is free before the blocks begin
        var x = pixels;
        foreach (var (shape, convolution) in InceptionLayout.Stem.Zip(_stem))
        {
            x = convolution.call(x);
            x = InceptionLayout.IsPooledBehind(shape) ? functional.max_pool2d(x, BranchShape.MaxPooling.Height, BranchShape.MaxPooling.Stride) : x;
        }

        return x.MoveToOuterDisposeScope();
    }
}
