using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Training.Models.CifarResnet;

/// <summary>Writes a residual network for small pictures as ONNX: from <c>pixel_values</c>, float [batch, 3, height, width], to <c>logits</c> and <c>probabilities</c>.</summary>
/// <param name="config">The network's depth.</param>
/// <param name="request">Head, labels and weights.</param>
internal sealed class CifarResnetExporter(CifarResnetConfig config, ExportRequest request)
{
    private readonly ImageGraph _graph = new(CifarResnetArchitecture.ModelType, request);

    /// <summary>Builds the graph.</summary>
    public ModelProto Build()
    {
        var x = _graph.Relu(_graph.NormalizedConvolution("conv1", "bn1", _graph.Pixels, CifarResnetClassifier.Stem));
        var inputs = CifarResnetConfig.Channels[0];
        for (var stage = 0; stage < CifarResnetConfig.Channels.Count; stage++)
        {
            var outputs = CifarResnetConfig.Channels[stage];
            for (var layer = 0; layer < config.Layers; layer++)
            {
                x = Layer($"layer{stage + 1}.{layer}", x, inputs, outputs);
                inputs = outputs;
            }
        }

        return _graph.Finish(_graph.Head("linear", _graph.ChannelMeans(x)));
    }

    private OnnxValue Layer(string name, OnnxValue input, int inputs, int outputs)
    {
        var x = _graph.Relu(_graph.NormalizedConvolution($"{name}.conv1", $"{name}.bn1", input, CifarResnetLayer.First(inputs, outputs)));
        x = _graph.NormalizedConvolution($"{name}.conv2", $"{name}.bn2", x, CifarResnetLayer.Second);
        return _graph.Relu(_graph.Add(x, inputs == outputs ? input : _graph.HalvedWithZeros(input, outputs - inputs)));
    }
}
