using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>A linear layer whose product may run in bfloat16, while its weights stay in float32.</summary>
internal sealed class Dense : Module<Tensor, Tensor>
{
    private readonly ScalarType _compute;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [outputs, inputs]

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias; // [outputs]

    /// <summary>Creates the layer with normally distributed weights and a bias of 0.</summary>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="deviation">Standard deviation of the weights.</param>
    /// <param name="compute">Float32 or BFloat16; also the type of the output.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    public Dense(long inputs, long outputs, double deviation, ScalarType compute, bool hasBias = true)
        : base(nameof(Dense))
    {
        _compute = compute;
        _weight = Parameter(init.normal_(empty(outputs, inputs), 0, deviation));
        _bias = hasBias ? Parameter(zeros(outputs)) : null;
        RegisterComponents();
    }

    /// <summary>Computes x W' + b.</summary>
    /// <param name="input">[..., inputs] of any floating-point type.</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input) =>
        functional.linear(input.to(_compute), _weight.to(_compute), _bias?.to(_compute));
}
