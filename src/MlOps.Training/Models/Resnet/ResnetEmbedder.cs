using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Resnet;

/// <summary>The first convolution and a pooling, each of which halves height and width.</summary>
internal sealed class ResnetEmbedder : Module<Tensor, Tensor>
{
    /// <summary>How the first convolution slides.</summary>
    public static readonly Window Convolution = Window.Square(7, 2, 3);

    /// <summary>How the pooling slides.</summary>
    public static readonly Window Pooling = Window.Square(3, 2, 1);

    [ComponentName(Name = "embedder")]
    private readonly ResnetConvolution _embedder;

    public ResnetEmbedder(ResnetConfig config, ScalarType compute)
        : base(nameof(ResnetEmbedder))
    {
        _embedder = new ResnetConvolution(ImageArchitecture.Channels, config.EmbeddingSize, Convolution, relu: true, compute);
        RegisterComponents();
    }

    /// <summary>Runs both.</summary>
    /// <param name="pixels">[B, 3, H, W].</param>
    /// <returns>[B, embedding size, H / 4, W / 4].</returns>
    public override Tensor forward(Tensor pixels) =>
        functional.max_pool2d(_embedder.call(pixels), Pooling.Height, Pooling.Stride, Pooling.PaddingHeight);
}
