using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>One encoder layer: attention, then feed-forward, each added to its input and normalized.</summary>
internal sealed class DistilBertLayer : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "attention")]
    private readonly DistilBertAttention _attention;

    [ComponentName(Name = "sa_layer_norm")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "ffn")]
    private readonly DistilBertFeedForward _feedForward;

    [ComponentName(Name = "output_layer_norm")]
    private readonly LayerNorm _outputNorm;

    public DistilBertLayer(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertLayer))
    {
        _attention = new DistilBertAttention(config, compute);
        _attentionNorm = LayerNorm(config.HiddenSize, DistilBertConfig.LayerNormEpsilon);
        _feedForward = new DistilBertFeedForward(config, compute);
        _outputNorm = LayerNorm(config.HiddenSize, DistilBertConfig.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <inheritdoc cref="DistilBertAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        var attended = _attentionNorm.call(_attention.call(hidden, mask) + hidden);
        return _outputNorm.call(_feedForward.call(attended) + attended);
    }
}
