using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.CifarResnet;

/// <summary>Two convolutions, to whose result their input is added. Where the shapes differ, the input gives up every second row and column and gets channels of zeros.</summary>
/// <remarks>He and others 2015, "Deep Residual Learning for Image Recognition", section 3.3, option A.</remarks>
internal sealed class CifarResnetLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv1")]
    private readonly Convolution _first;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _firstNorm;

    [ComponentName(Name = "conv2")]
    private readonly Convolution _second;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _secondNorm;

    private readonly int _added;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output; more than of the input where height and width are halved.</param>
    /// <param name="compute">Type of the convolutions' products: Float32 or BFloat16.</param>
    public CifarResnetLayer(int inputs, int outputs, ScalarType compute)
        : base(nameof(CifarResnetLayer))
    {
        _first = new Convolution(inputs, outputs, First(inputs, outputs), compute);
        _firstNorm = BatchNorm2d(outputs);
        _second = new Convolution(outputs, outputs, Second, compute);
        _secondNorm = BatchNorm2d(outputs);
        _added = outputs - inputs;
        RegisterComponents();
    }

    /// <summary>How the second convolution slides.</summary>
    public static Window Second { get; } = Window.Square(3, 1, 1);

    /// <summary>How the first convolution slides.</summary>
    public static Window First(int inputs, int outputs) => Window.Square(3, inputs == outputs ? 1 : 2, 1);

    /// <summary>Runs the layer.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H, W], or half of H and W.</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope(); // what no gradient needs is free before the next layer begins
        var x = functional.relu(_firstNorm.call(_first.call(input)), inplace: true);
        return functional.relu(_secondNorm.call(_second.call(x)).add_(Residual(input)), inplace: true).MoveToOuterDisposeScope();
    }

    private Tensor Residual(Tensor input)
    {
        if (_added == 0)
        {
            return input;
        }

        var half = input.slice(2, 0, input.shape[2], 2).slice(3, 0, input.shape[3], 2); // [B, inputs, H / 2, W / 2]
        return functional.pad(half, [0, 0, 0, 0, _added / 2, _added / 2]);
    }
}
