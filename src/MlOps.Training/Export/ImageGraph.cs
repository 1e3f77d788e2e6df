using MlOps.Training.Export.Format;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Training.Export;

/// <summary>An ONNX graph of a network for pictures, built from the parts that such networks share; parameters are named as in the network.</summary>
/// <remarks>B pictures, C channels, H rows and W columns.</remarks>
internal sealed class ImageGraph
{
    private readonly OnnxGraph _graph;
    private readonly string _family;
    private readonly ExportRequest _request;

    /// <summary>Begins the graph.</summary>
    /// <param name="family">The architecture family.</param>
    /// <param name="request">Head, labels and weights.</param>
    public ImageGraph(string family, ExportRequest request)
    {
        _graph = new OnnxGraph($"{family}-image-classification");
        _family = family;
        _request = request;
        Pixels = _graph.Pictures("pixel_values");
    }

    /// <summary>The input, [B, 3, H, W].</summary>
    public OnnxValue Pixels { get; }

    /// <inheritdoc cref="OnnxGraph.Add"/>
    public OnnxValue Add(OnnxValue a, OnnxValue b) => _graph.Add(a, b);

    /// <inheritdoc cref="OnnxGraph.Relu"/>
    public OnnxValue Relu(OnnxValue x) => _graph.Relu(x);

    /// <inheritdoc cref="OnnxGraph.MaxPool"/>
    public OnnxValue MaxPool(OnnxValue x, Window window) => _graph.MaxPool(x, window);

    /// <inheritdoc cref="OnnxGraph.AveragePool"/>
    public OnnxValue AveragePool(OnnxValue x, Window window) => _graph.AveragePool(x, window);

    /// <summary>Puts values together along the channels.</summary>
    public OnnxValue JoinChannels(params OnnxValue[] values) => _graph.Concat(1, values);

    /// <summary>A factor and a shift of each channel.</summary>
    /// <param name="x">[B, C, H, W].</param>
    /// <param name="factors">[C].</param>
    /// <param name="shifts">[C].</param>
    public OnnxValue ScaleChannels(OnnxValue x, IReadOnlyList<float> factors, IReadOnlyList<float> shifts)
    {
        OnnxValue Channels(string name, IReadOnlyList<float> values) => _graph.Weight(new(name, [1, values.Count, 1, 1], [.. values]));
        return _graph.Add(_graph.Mul(x, Channels("input.factors", factors)), Channels("input.shifts", shifts));
    }

    /// <inheritdoc cref="OnnxGraph.AdaptiveAveragePool"/>
    public OnnxValue AdaptiveAveragePool(OnnxValue x, long size) => _graph.AdaptiveAveragePool(x, size);

    /// <inheritdoc cref="OnnxGraph.Flatten"/>
    public OnnxValue Flatten(OnnxValue x) => _graph.Flatten(x);

    /// <summary>The mean of each channel: [B, C, H, W] gives [B, C].</summary>
    public OnnxValue ChannelMeans(OnnxValue x) => _graph.Flatten(_graph.GlobalAveragePool(x));

    /// <summary>Every second row and column, between as many new channels of zeros on either side.</summary>
    /// <param name="x">[B, C, H, W].</param>
    /// <param name="channels">How many channels are added.</param>
    public OnnxValue HalvedWithZeros(OnnxValue x, int channels) =>
        _graph.Pad(_graph.EveryNth(x, 2, axes: [2, 3]), [0, channels / 2, 0, 0], [0, channels / 2, 0, 0]);

    /// <summary>A convolution with a bias.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">[B, C, H, W].</param>
    /// <param name="window">How the filters slide.</param>
    public OnnxValue Convolution(string name, OnnxValue x, Window window) =>
        _graph.Conv(x, Weight($"{name}.weight"), Weight($"{name}.bias"), window);

    /// <summary>A convolution and the batch norm behind it, as one convolution.</summary>
    /// <param name="convolution">Name of the convolution.</param>
    /// <param name="norm">Name of the batch norm.</param>
    /// <param name="x">[B, C, H, W].</param>
    /// <param name="window">How the filters slide.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="bias">Whether the convolution has a bias of its own.</param>
    public OnnxValue NormalizedConvolution(string convolution, string norm, OnnxValue x, Window window, double epsilon = 1e-5, bool bias = false)
    {
        var folding = new BatchNormFolding(
            _request.Weight($"{norm}.weight"), _request.Weight($"{norm}.bias"), _request.Weight($"{norm}.running_mean"), _request.Weight($"{norm}.running_var"), epsilon);
        var biasName = $"{convolution}.bias";
        var filters = folding.Weight(_request.Weight($"{convolution}.weight"));
        return _graph.Conv(x, _graph.Weight(filters), _graph.Weight(folding.Bias(biasName, bias ? _request.Weight(biasName) : null)), window);
    }

    /// <summary>A linear layer, or the head's stack of them with GELU between.</summary>
    /// <param name="name">The head's name.</param>
    /// <param name="vector">[B, width].</param>
    /// <returns>Logits, [B, outputs].</returns>
    public OnnxValue Head(string name, OnnxValue vector)
    {
        var layers = _request.Head.Hidden.Count;
        if (layers == 0)
        {
            return Linear(name, vector);
        }

        for (var layer = 0; layer < layers; layer++)
        {
            vector = _graph.Gelu(Linear($"{name}.{layer}", vector));
        }

        return Linear($"{name}.{layers}", vector);
    }

    /// <summary>A linear layer: [B, in] gives [B, out].</summary>
    public OnnxValue Linear(string name, OnnxValue x) => _graph.Gemm(x, Weight($"{name}.weight"), Weight($"{name}.bias"));

    /// <summary>Declares the outputs. The graph is not to be changed afterwards.</summary>
    /// <param name="logits">[B, outputs].</param>
    public ModelProto Finish(OnnxValue logits)
    {
        _graph.Outputs(_request, logits);
        return _graph.ToModel(_family, _request);
    }

    private OnnxValue Weight(string name) => _graph.Weight(_request.Weight(name));
}
