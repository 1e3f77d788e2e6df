using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>The network without a head.</summary>
/// <remarks>He and others 2015, "Deep Residual Learning for Image Recognition".</remarks>
internal sealed class ResnetModel : Module<Tensor, Tensor>
{
    [ComponentName(Name = "embedder")]
    private readonly ResnetEmbedder _embedder;

    [ComponentName(Name = "encoder")]
    private readonly ResnetEncoder _encoder;

    public ResnetModel(ResnetConfig config, ScalarType compute)
        : base(nameof(ResnetModel))
    {
        _embedder = new ResnetEmbedder(config, compute);
        _encoder = new ResnetEncoder(config, compute);
        RegisterComponents();
    }

    /// <summary>Describes pictures.</summary>
    /// <param name="pixels">[B, 3, H, W].</param>
    /// <returns>The mean of each channel over a picture's places, [B, last hidden size].</returns>
    public override Tensor forward(Tensor pixels) =>
        functional.adaptive_avg_pool2d(_encoder.call(_embedder.call(pixels)), 1).flatten(1);
}
