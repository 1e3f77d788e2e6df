using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>The second head: it brings the loss nearer to the first layers in training.</summary>
internal sealed class InceptionAuxiliary : Module<Tensor, Tensor>
{
    private const int Width = 768;
    private const int PooledPlaces = 5;
    private const int PoolingStride = 3;
    private const double Deviation = 0.001; // of new weights of the linear layer

    [ComponentName(Name = "conv0")]
    private readonly InceptionConvolution _narrowing;

    [ComponentName(Name = "conv1")]
    private readonly InceptionConvolution _gathering;

    [ComponentName(Name = "fc")]
    private readonly Dense _linear;

    public InceptionAuxiliary(int inputs, int outputs, ScalarType compute)
        : base(nameof(InceptionAuxiliary))
    {
        const int narrow = 128;
        _narrowing = new InceptionConvolution(inputs, new("conv0", narrow, Window.Square(1)), compute);
        _gathering = new InceptionConvolution(narrow, new("conv1", Width, Window.Square(PooledPlaces)), compute);
        _linear = new Dense(Width, outputs, Deviation, ScalarType.Float32);
        RegisterComponents();
    }

    /// <summary>The fewest rows and columns that it can read: those that pictures of 299 x 299 leave.</summary>
    public static int FewestPlaces => ((PooledPlaces - 1) * PoolingStride) + PooledPlaces;

    /// <summary>Scores pictures by what the middle of the network sees.</summary>
    /// <param name="input">[B, inputs, H, W], H and W at least <see cref="FewestPlaces"/>.</param>
    /// <returns>Logits [B, C].</returns>
    public override Tensor forward(Tensor input)
    {
        var pooled = functional.avg_pool2d(input, PooledPlaces, PoolingStride); // [B, inputs, 5, 5]
        var x = _gathering.call(_narrowing.call(pooled)); // [B, 768, 1, 1]
        return _linear.call(functional.adaptive_avg_pool2d(x, 1).flatten(1));
    }
}
