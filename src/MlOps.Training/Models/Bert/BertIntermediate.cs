using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The wide part of the feed-forward sub-layer.</summary>
internal sealed class BertIntermediate : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    private readonly Activation _activation;

    public BertIntermediate(BertConfig config, ScalarType compute)
        : base(nameof(BertIntermediate))
    {
        _dense = new Dense(config.HiddenSize, config.IntermediateSize, config.InitializerRange, compute);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>Widens each token's vector.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <returns>[B, T, I].</returns>
    public override Tensor forward(Tensor hidden) => _activation.Of(_dense.call(hidden));
}
