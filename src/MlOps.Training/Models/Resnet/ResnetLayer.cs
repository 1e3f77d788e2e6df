using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>Two or three convolutions, to whose result their input is added.</summary>
internal sealed class ResnetLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "shortcut")]
    private readonly ResnetConvolution? _shortcut;

    [ComponentName(Name = "layer")]
    private readonly Sequential _layer;

    public ResnetLayer(ResnetLayerShape shape, ScalarType compute)
        : base(nameof(ResnetLayer))
    {
        _shortcut = shape.HasShortcut ? new ResnetConvolution(shape.Inputs, shape.Outputs, shape.Shortcut, relu: false, compute) : null;
        var last = shape.Convolutions.Count - 1;
        _layer = Sequential(
            [.. shape.Convolutions.Select((part, index) => new ResnetConvolution(part.Inputs, part.Outputs, part.Window, index < last, compute))]);
        RegisterComponents();
    }

    /// <summary>Runs the layer.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H / stride, W / stride].</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope(); // what no gradient needs is free before the next layer begins
        var residual = _shortcut?.call(input) ?? input;
        return functional.relu(_layer.call(input).add_(residual), inplace: true).MoveToOuterDisposeScope();
    }
}
