using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The encoder layers, one after the other.</summary>
internal sealed class BertEncoder : Module<Tensor, Tensor, Tensor>, ILayerSequence
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<BertLayer> _layers;

    public BertEncoder(BertConfig config, ScalarType compute)
        : base(nameof(BertEncoder))
    {
        _layers = ModuleList([.. Enumerable.Range(0, config.Layers).Select(_ => new BertLayer(config, compute))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public ActivationTape? Tape { get; set; }

    /// <inheritdoc cref="BertSelfAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        foreach (var layer in _layers)
        {
            hidden = this.Run(layer, hidden, mask);
        }

        return hidden;
    }
}
