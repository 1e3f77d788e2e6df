using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Models.Resnet;

/// <summary>Writes a residual network as ONNX: from <c>pixel_values</c>, float [batch, 3, height, width], to <c>logits</c> and <c>probabilities</c>.</summary>
/// <param name="config">The network's shape.</param>
/// <param name="request">Head, labels and weights.</param>
internal sealed class ResnetExporter(ResnetConfig config, ExportRequest request)
{
    private readonly ImageGraph _graph = new(ResnetArchitecture.ModelType, request);

    /// <summary>Builds the graph.</summary>
    public ModelProto Build()
    {
        var x = _graph.Relu(Convolution("resnet.embedder.embedder", _graph.Pixels, ResnetEmbedder.Convolution));
        x = _graph.MaxPool(x, ResnetEmbedder.Pooling); // [B, embedding size, H / 4, W / 4]
        for (var stage = 0; stage < config.Stages.Count; stage++)
        {
            for (var layer = 0; layer < config.Stages[stage].Count; layer++)
            {
                x = Layer($"resnet.encoder.stages.{stage}.layers.{layer}", config.Stages[stage][layer], x);
            }
        }

        return _graph.Finish(_graph.Head("classifier.1", _graph.ChannelMeans(x)));
    }

    private OnnxValue Layer(string name, ResnetLayerShape shape, OnnxValue input)
    {
        var residual = shape.HasShortcut ? Convolution($"{name}.shortcut", input, shape.Shortcut) : input;
        var x = input;
        var last = shape.Convolutions.Count - 1;
        for (var part = 0; part <= last; part++)
        {
            x = Convolution($"{name}.layer.{part}", x, shape.Convolutions[part].Window);
            x = part < last ? _graph.Relu(x) : x;
        }

        return _graph.Relu(_graph.Add(x, residual));
    }

    private OnnxValue Convolution(string name, OnnxValue x, Window window) =>
        _graph.NormalizedConvolution($"{name}.convolution", $"{name}.normalization", x, window);
}
