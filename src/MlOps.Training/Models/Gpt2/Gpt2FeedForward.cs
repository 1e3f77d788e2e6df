using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>Two linear layers for each token by itself.</summary>
internal sealed class Gpt2FeedForward : Module<Tensor, Tensor>
{
    [ComponentName(Name = "c_fc")]
    private readonly Gpt2Projection _widen;

    [ComponentName(Name = "c_proj")]
    private readonly Gpt2Projection _narrow;

    private readonly Gpt2Config _config;

    public Gpt2FeedForward(Gpt2Config config, ScalarType compute)
        : base(nameof(Gpt2FeedForward))
    {
        _config = config;
        _widen = new Gpt2Projection(config.HiddenSize, config.IntermediateSize, config.InitializerRange, compute);
        _narrow = new Gpt2Projection(config.IntermediateSize, config.HiddenSize, config.InitializerRange, compute);
        RegisterComponents();
    }

    /// <summary>Transforms each token's vector; the shape stays.</summary>
    /// <param name="hidden">[B, T, H].</param>
    public override Tensor forward(Tensor hidden) =>
        functional.dropout(_narrow.call(_config.Activation.Of(_widen.call(hidden))), _config.ResidualDropout, training);
}
