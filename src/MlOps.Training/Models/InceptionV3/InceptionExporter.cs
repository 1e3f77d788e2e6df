using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Models.InceptionV3;

/// <summary>Writes Inception-v3 as ONNX, without its second head: from <c>pixel_values</c>, float [batch, 3, height, width], to <c>logits</c> and <c>probabilities</c>.</summary>
/// <param name="config">What may differ.</param>
/// <param name="request">Head, labels and weights.</param>
internal sealed class InceptionExporter(InceptionConfig config, ExportRequest request)
{
    private readonly ImageGraph _graph = new(InceptionArchitecture.ModelType, request);

    /// <summary>Builds the graph.</summary>
    public ModelProto Build()
    {
        var x = config.TransformInput ? _graph.ScaleChannels(_graph.Pixels, InceptionInput.Factors, InceptionInput.Shifts) : _graph.Pixels;
        foreach (var shape in InceptionLayout.Stem)
        {
            x = Convolution(shape.Name, x, shape.Window);
            x = InceptionLayout.IsPooledBehind(shape) ? _graph.MaxPool(x, BranchShape.MaxPooling) : x;
        }

        foreach (var block in InceptionLayout.Blocks)
        {
            x = _graph.JoinChannels([.. block.Branches.Select(branch => Branch(block.Name, branch, x))]);
        }

        return _graph.Finish(_graph.Head("fc", _graph.ChannelMeans(x)));
    }

    private OnnxValue Branch(string block, BranchShape branch, OnnxValue input)
    {
        var x = branch.Pooling switch
        {
            PoolingKind.Average => _graph.AveragePool(input, BranchShape.AveragePooling),
            PoolingKind.Max => _graph.MaxPool(input, BranchShape.MaxPooling),
            _ => input,
        };
        x = branch.Line.Aggregate(x, (value, part) => Convolution($"{block}.{part.Name}", value, part.Window));
        return branch.Fork.Count == 0 ? x : _graph.JoinChannels([.. branch.Fork.Select(part => Convolution($"{block}.{part.Name}", x, part.Window))]);
    }

    private OnnxValue Convolution(string name, OnnxValue x, Window window) =>
        _graph.Relu(_graph.NormalizedConvolution($"{name}.conv", $"{name}.bn", x, window, ConvolutionShape.Epsilon));
}
