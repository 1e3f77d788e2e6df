using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The first sub-layer: self-attention and its end.</summary>
internal sealed class BertAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "self")]
    private readonly BertSelfAttention _self;

    [ComponentName(Name = "output")]
    private readonly BertResidual _output;

    public BertAttention(BertConfig config, ScalarType compute)
        : base(nameof(BertAttention))
    {
        _self = new BertSelfAttention(config, compute);
        _output = new BertResidual(config.HiddenSize, config, compute);
        RegisterComponents();
    }

    /// <inheritdoc cref="BertSelfAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask) => _output.call(_self.call(hidden, mask), hidden);
}
