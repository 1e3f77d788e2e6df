using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>Branches that read one input, and whose outputs are put together along the channels.</summary>
internal sealed class InceptionBlock : Module<Tensor, Tensor>
{
    private readonly BlockShape _shape;
    private readonly Dictionary<string, InceptionConvolution> _convolutions = new(StringComparer.Ordinal);

    public InceptionBlock(int inputs, BlockShape shape, ScalarType compute)
        : base(nameof(InceptionBlock))
    {
        _shape = shape;
        foreach (var branch in shape.Branches)
        {
            var channels = inputs;
            foreach (var part in branch.Line)
            {
                Register(channels, part, compute);
                channels = part.Outputs;
            }

            foreach (var part in branch.Fork)
            {
                Register(channels, part, compute);
            }
        }
    }

    /// <summary>Runs the branches.</summary>
    /// <param name="input">[B, inputs, H, W].</param>
    /// <returns>[B, the sum of the branches' outputs, H', W'].</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope(); // what no gradient needs is free before the next block begins
        return cat([.. _shape.Branches.Select(branch => Run(branch, input))], 1).MoveToOuterDisposeScope();
    }

    private void Register(int inputs, ConvolutionShape part, ScalarType compute)
    {
        var convolution = new InceptionConvolution(inputs, part, compute);
        register_module(part.Name, convolution);
        _convolutions.Add(part.Name, convolution);
    }

    private Tensor Run(BranchShape branch, Tensor input)
    {
        var x = branch.Line.Aggregate(Pool(branch.Pooling, input), (value, part) => _convolutions[part.Name].call(value));
        return branch.Fork.Count == 0 ? x : cat([.. branch.Fork.Select(part => _convolutions[part.Name].call(x))], 1);
    }

    private static Tensor Pool(PoolingKind pooling, Tensor input) => pooling switch
    {
        PoolingKind.Average => functional.avg_pool2d(
            input, BranchShape.AveragePooling.Height, BranchShape.AveragePooling.Stride, BranchShape.AveragePooling.PaddingHeight),
        PoolingKind.Max => functional.max_pool2d(input, BranchShape.MaxPooling.Height, BranchShape.MaxPooling.Stride),
        _ => input,
    };
}
