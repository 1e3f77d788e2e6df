using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>One block: attention, then feed-forward; each is given normalized vectors and adds to the vectors as they were.</summary>
internal sealed class Gpt2Block : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "ln_1")]
    private readonly LayerNorm _attentionNorm;

    [ComponentName(Name = "attn")]
    private readonly Gpt2Attention _attention;

    [ComponentName(Name = "ln_2")]
    private readonly LayerNorm _feedForwardNorm;

    [ComponentName(Name = "mlp")]
    private readonly Gpt2FeedForward _feedForward;

    public Gpt2Block(Gpt2Config config, ScalarType compute)
        : base(nameof(Gpt2Block))
    {
        _attentionNorm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _attention = new Gpt2Attention(config, compute);
        _feedForwardNorm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _feedForward = new Gpt2FeedForward(config, compute);
        RegisterComponents();
    }

    /// <inheritdoc cref="Gpt2Attention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        var attended = _attention.call(_attentionNorm.call(hidden), mask) + hidden;
        return _feedForward.call(_feedForwardNorm.call(attended)) + attended;
    }
}
