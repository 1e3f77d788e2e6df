using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>Layers of one number of channels; the first of them halves height and width.</summary>
internal sealed class ResnetStage : Module<Tensor, Tensor>
{
    [ComponentName(Name = "layers")]
    private readonly Sequential _layers;

    public ResnetStage(IEnumerable<ResnetLayerShape> layers, ScalarType compute)
        : base(nameof(ResnetStage))
    {
        _layers = Sequential([.. layers.Select(shape => new ResnetLayer(shape, compute))]);
        RegisterComponents();
    }

    /// <inheritdoc cref="ResnetLayer.forward"/>
    public override Tensor forward(Tensor input) => _layers.call(input);
}
