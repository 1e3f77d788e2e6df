using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>Two linear layers for each token by itself.</summary>
internal sealed class DistilBertFeedForward : Module<Tensor, Tensor>
{
    [ComponentName(Name = "lin1")]
    private readonly Dense _widen;

    [ComponentName(Name = "lin2")]
    private readonly Dense _narrow;

    private readonly Activation _activation;
    private readonly double _dropout;

    public DistilBertFeedForward(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertFeedForward))
    {
        _widen = new Dense(config.HiddenSize, config.IntermediateSize, config.InitializerRange, compute);
        _narrow = new Dense(config.IntermediateSize, config.HiddenSize, config.InitializerRange, compute);
        _activation = config.Activation;
        _dropout = config.HiddenDropout;
        RegisterComponents();
    }

    /// <summary>Transforms each token's vector; the shape stays.</summary>
    /// <param name="hidden">[B, T, H].</param>
    public override Tensor forward(Tensor hidden) =>
        functional.dropout(_narrow.call(_activation.Of(_widen.call(hidden))), _dropout, training);
}
