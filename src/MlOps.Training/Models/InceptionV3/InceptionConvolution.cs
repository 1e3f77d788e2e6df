using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>A convolution, batch normalization and ReLU.</summary>
internal sealed class InceptionConvolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly Convolution _convolution;

    [ComponentName(Name = "bn")]
    private readonly BatchNorm2d _norm;

    public InceptionConvolution(int inputs, ConvolutionShape shape, ScalarType compute)
        : base(nameof(InceptionConvolution))
    {
        _convolution = new Convolution(inputs, shape.Outputs, shape.Window, compute);
        _norm = BatchNorm2d(shape.Outputs, ConvolutionShape.Epsilon);
        RegisterComponents();
    }

    /// <summary>Runs the three.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H', W'].</returns>
    public override Tensor forward(Tensor input)
    {
        using var convolved = _convolution.call(input);
        return functional.relu(_norm.call(convolved), inplace: true);
    }
}
