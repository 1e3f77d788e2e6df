using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The end of each sub-layer: a linear layer, dropout, the sub-layer's input added, layer norm.</summary>
internal sealed class BertResidual : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    public BertResidual(int inputs, BertConfig config, ScalarType compute)
        : base(nameof(BertResidual))
    {
        _dense = new Dense(inputs, config.HiddenSize, config.InitializerRange, compute);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.HiddenDropout;
        RegisterComponents();
    }

    /// <summary>Ends a sub-layer.</summary>
    /// <param name="inner">What the sub-layer computed, [B, T, inputs].</param>
    /// <param name="residual">What it was given, [B, T, H].</param>
    /// <returns>[B, T, H] in float32.</returns>
    public override Tensor forward(Tensor inner, Tensor residual) =>
        _norm.call(functional.dropout(_dense.call(inner), _dropout, training) + residual);
}
