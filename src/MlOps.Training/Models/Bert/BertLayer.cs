using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>One encoder layer: attention, then feed-forward.</summary>
internal sealed class BertLayer : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "attention")]
    private readonly BertAttention _attention;

    [ComponentName(Name = "intermediate")]
    private readonly BertIntermediate _intermediate;

    [ComponentName(Name = "output")]
    private readonly BertResidual _output;

    public BertLayer(BertConfig config, ScalarType compute)
        : base(nameof(BertLayer))
    {
        _attention = new BertAttention(config, compute);
        _intermediate = new BertIntermediate(config, compute);
        _output = new BertResidual(config.IntermediateSize, config, compute);
        RegisterComponents();
    }

    /// <inheritdoc cref="BertSelfAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        var attended = _attention.call(hidden, mask);
        return _output.call(_intermediate.call(attended), attended);
    }
}
