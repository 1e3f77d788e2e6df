using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>A linear layer whose weight is kept the other way round than elsewhere, as the first GPT-2 had it (a convolution of width 1).</summary>
internal sealed class Gpt2Projection : Module<Tensor, Tensor>
{
    private readonly ScalarType _compute;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight; // [inputs, outputs]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [outputs]

    public Gpt2Projection(int inputs, int outputs, double deviation, ScalarType compute)
        : base(nameof(Gpt2Projection))
    {
        _compute = compute;
        _weight = Parameter(init.normal_(empty(inputs, outputs), 0, deviation));
        _bias = Parameter(zeros(outputs));
        RegisterComponents();
    }

    /// <summary>Computes x W + b.</summary>
    /// <param name="input">[..., inputs] of any floating-point type.</param>
    /// <returns>[..., outputs].</returns>
    public override Tensor forward(Tensor input) =>
        functional.linear(input.to(_compute), _weight.to(_compute).transpose(0, 1), _bias.to(_compute));
}
