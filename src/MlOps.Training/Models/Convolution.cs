using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>A convolution whose sums of products may run in bfloat16, while its weights stay in float32.</summary>
internal sealed class Convolution : Module<Tensor, Tensor>
{
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly ScalarType _compute;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [outputs, inputs, height, width]

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // [outputs]

    /// <summary>Creates the convolution with normally distributed weights, which keep the variance of gradients behind a ReLU, and a bias of 0.</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="window">How the filters slide.</param>
    /// <param name="compute">Float32 or BFloat16.</param>
    /// <param name="bias">Whether a number is added to each channel; a batch norm behind the convolution makes it needless.</param>
    /// <remarks>He and others 2015, "Delving Deep into Rectifiers", section 2.2.</remarks>
    public Convolution(int inputs, int outputs, Window window, ScalarType compute, bool bias = false)
        : base(nameof(Convolution))
    {
        _stride = [window.Stride, window.Stride];
        _padding = [window.PaddingHeight, window.PaddingWidth];
        _compute = compute;
        var deviation = Math.Sqrt(2.0 / (outputs * window.Height * window.Width));
        _weight = Parameter(init.normal_(empty(outputs, inputs, window.Height, window.Width), 0, deviation));
        _bias = bias ? Parameter(zeros(outputs)) : null;
        RegisterComponents();
    }

    /// <summary>Slides the filters.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, outputs, H', W'] in float32.</returns>
    public override Tensor forward(Tensor input) =>
        functional.conv2d(input.to(_compute), _weight.to(_compute), _bias?.to(_compute), _stride, _padding).to(ScalarType.Float32);
}
