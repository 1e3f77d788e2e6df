using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>The encoder layers, one after the other.</summary>
internal sealed class DistilBertTransformer : Module<Tensor, Tensor, Tensor>, ILayerSequence
{
    [ComponentName(Name = "layer")]
    private readonly ModuleList<DistilBertLayer> _layers;

    public DistilBertTransformer(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertTransformer))
    {
        _layers = ModuleList([.. Enumerable.Range(0, config.Layers).Select(_ => new DistilBertLayer(config, compute))]);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public ActivationTape? Tape { get; set; }

    /// <inheritdoc cref="DistilBertAttention.forward"/>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        foreach (var layer in _layers)
        {
            hidden = this.Run(layer, hidden, mask);
        }

        return hidden;
    }
}
