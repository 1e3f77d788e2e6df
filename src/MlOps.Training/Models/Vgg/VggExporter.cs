using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Models.Vgg;

/// <summary>Writes a VGG network as ONNX: from <c>pixel_values</c>, float [batch, 3, height, width], to <c>logits</c> and <c>probabilities</c>.</summary>
/// <param name="config">The network's shape.</param>
/// <param name="request">Head, labels and weights.</param>
internal sealed class VggExporter(VggConfig config, ExportRequest request)
{
    private readonly ImageGraph _graph = new(VggArchitecture.ModelType, request);

    /// <summary>Builds the graph.</summary>
    public ModelProto Build()
    {
        var x = _graph.Pixels;
        foreach (var convolution in config.Convolutions)
        {
            x = _graph.Relu(Convolution(convolution.Index, x));
            x = convolution.EndsBlock ? _graph.MaxPool(x, VggConvolution.Pooling) : x;
        }

        x = _graph.Flatten(_graph.AdaptiveAveragePool(x, VggClassifier.Places)); // [B, 512 x 7 x 7]
        x = _graph.Relu(_graph.Linear("classifier.0", x));
        x = _graph.Relu(_graph.Linear("classifier.3", x));
        return _graph.Finish(_graph.Head("classifier.6", x));
    }

    private OnnxValue Convolution(int index, OnnxValue x) => config.HasNorms
        ? _graph.NormalizedConvolution($"features.{index}", $"features.{index + 1}", x, VggConvolution.Window, bias: true)
        : _graph.Convolution($"features.{index}", x, VggConvolution.Window);
}
