using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>Brings a token's vector back to where the word embeddings lie.</summary>
internal sealed class BertLmTransform : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly Activation _activation;

    public BertLmTransform(BertConfig config, ScalarType compute)
        : base(nameof(BertLmTransform))
    {
        _dense = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, compute);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>Transforms vectors; the shape stays.</summary>
    /// <param name="hidden">[..., H].</param>
    public override Tensor forward(Tensor hidden) => _norm.call(_activation.Of(_dense.call(hidden)).to(ScalarType.Float32));
}
