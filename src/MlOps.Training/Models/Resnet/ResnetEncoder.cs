using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>The stages, one after the other.</summary>
internal sealed class ResnetEncoder : Module<Tensor, Tensor>
{
    [ComponentName(Name = "stages")]
    private readonly Sequential _stages;

    public ResnetEncoder(ResnetConfig config, ScalarType compute)
        : base(nameof(ResnetEncoder))
    {
        _stages = Sequential([.. config.Stages.Select(layers => new ResnetStage(layers, compute))]);
        RegisterComponents();
    }

    /// <summary>Runs the stages.</summary>
    /// <param name="input">[B, embedding size, H / 4, W / 4].</param>
    /// <returns>[B, last hidden size, H / 32, W / 32] for four stages.</returns>
    public override Tensor forward(Tensor input) => _stages.call(input);
}
