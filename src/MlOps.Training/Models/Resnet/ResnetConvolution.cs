using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>A convolution, batch normalization and, but for a layer's last one, ReLU.</summary>
internal sealed class ResnetConvolution : Module<Tensor, Tensor>
{
    [ComponentName(Name = "convolution")]
    private readonly Convolution _convolution;

    [ComponentName(Name = "normalization")]
    private readonly BatchNorm2d _normalization;

    private readonly bool _relu;

    public ResnetConvolution(int inputs, int outputs, Window window, bool relu, ScalarType compute)
        : base(nameof(ResnetConvolution))
    {
        _convolution = new Convolution(inputs, outputs, window, compute);
        _normalization = BatchNorm2d(outputs);
        _relu = relu;
        RegisterComponents();
    }

    /// <summary>Runs the three.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H', W'].</returns>
    public override Tensor forward(Tensor input)
    {
        var normal = _normalization.call(_convolution.call(input));
        return _relu ? functional.relu(normal, inplace: true) : normal;
    }
}
