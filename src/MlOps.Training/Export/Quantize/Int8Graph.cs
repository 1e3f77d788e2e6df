using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using MlOps.Training.Export.Format;
using AttributeType = MlOps.Training.Export.Format.AttributeProto.Types.AttributeType;
using DataType = MlOps.Training.Export.Format.TensorProto.Types.DataType;

namespace MlOps.Training.Export.Quantize;

/// <summary>
/// Rewrites a graph so that linear layers multiply whole numbers and tables of embeddings hold them. Weights are rounded here, once; activations are rounded while the
/// model runs, each batch by its own range. Scores of attention, norms and convolutions stay in float32.
/// </summary>
/// <param name="graph">The graph; it is changed.</param>
/// <remarks>
/// Standard operators alone: DynamicQuantizeLinear, MatMulInteger, Cast, Mul. ONNX Runtime joins them into one kernel.
/// Jacob et al. 2018, section 2; the scheme without a zero point for weights.
/// </remarks>
internal sealed class Int8Graph(GraphProto graph)
{
    private const int FewestWeights = 4096; // smaller tables cost accuracy and save nothing
    private const int FewestOutputs = 32; // a classifier's last layer: its logits are what is judged

    private readonly Dictionary<string, TensorProto> _weights = graph.Initializer.ToDictionary(weight => weight.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _quantized = new(StringComparer.Ordinal);
    private readonly List<NodeProto> _nodes = new(graph.Node.Count * 2);
    private readonly List<TensorProto> _added = [];
    private readonly HashSet<string> _stored = new(StringComparer.Ordinal);

    /// <summary>Linear layers that multiply whole numbers now.</summary>
    public int Layers { get; private set; }

    /// <summary>Rewrites the graph.</summary>
    public void Rewrite()
    {
        foreach (var node in graph.Node)
        {
            switch (node.OpType)
            {
                case "MatMul" when Weight(node.Input[1]) is { } weight && IsWorthwhile(weight, weight.Dims[1]):
                    Multiply(node, node.Output[0], weight.Name, () => Int8Table.PerColumn(Numbers(weight), (int)weight.Dims[1]), weight.Dims);
                    break;
                case "Gemm" when Weight(node.Input[1]) is { } weight && IsWorthwhile(weight, weight.Dims[0]) && IsTransposed(node):
                    MultiplyAndAdd(node, weight);
                    break;
                case "Gather" when Weight(node.Input[0]) is { } table && IsWorthwhile(table, table.Dims[1]) && node.Attribute.All(attribute => attribute.I == 0):
                    LookUp(node, table);
                    break;
                default:
                    _nodes.Add(node);
                    break;
            }
        }

        var used = _nodes.SelectMany(node => node.Input).ToHashSet(StringComparer.Ordinal);
        TensorProto[] kept = [.. graph.Initializer.Where(weight => used.Contains(weight.Name)), .. _added];
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
        graph.Node.Clear();
        graph.Node.AddRange(_nodes);
    }

    // a table of float32 that the file holds; null for what is computed
    private TensorProto? Weight(string name) =>
        _weights.TryGetValue(name, out var weight) && weight.DataType == (int)DataType.Float && weight.Dims.Count == 2 ? weight : null;

    private static bool IsWorthwhile(TensorProto weight, long outputs) => weight.Dims[0] * weight.Dims[1] >= FewestWeights && outputs >= FewestOutputs;

    // as the exporter writes every linear layer: [out, in], no factors
    private static bool IsTransposed(NodeProto node) => node.Attribute is [{ Name: "transB", I: 1 }];

    private void MultiplyAndAdd(NodeProto node, TensorProto weight)
    {
        var (outputs, inputs) = ((int)weight.Dims[0], (int)weight.Dims[1]);
        var hasBias = node.Input.Count == 3;
        var product = hasBias ? $"{node.Output[0]}.product" : node.Output[0];
        Multiply(node, product, weight.Name, () => Int8Table.PerColumn(Turned(Numbers(weight), outputs, inputs), outputs), [inputs, outputs]);
        if (hasBias)
        {
            Add("Add", [product, node.Input[2]], [node.Output[0]]);
        }
    }

    // x w = (scale of x) (scales of w) (whole x - zero point) (whole w)
    private void Multiply(NodeProto node, string output, string name, Func<Int8Table> weight, IEnumerable<long> shape)
    {
        Layers++;
        var (numbers, scales) = ($"{name}.int8", $"{name}.scales");
        Store(numbers, scales, weight, shape, isPerRow: false);
        var x = Quantized(node.Input[0]);
        Add("MatMulInteger", [x[0], numbers, x[2]], [$"{output}.whole"]);
        Add("Cast", [$"{output}.whole"], [$"{output}.sum"], Whole("to", (long)DataType.Float));
        Add("Mul", [x[1], scales], [$"{output}.scale"]);
        Add("Mul", [$"{output}.sum", $"{output}.scale"], [output]);
    }

    // queries, keys and values read the same activations, which are rounded once
    private string[] Quantized(string x)
    {
        if (!_quantized.TryGetValue(x, out var parts))
        {
            parts = [$"{x}.uint8", $"{x}.step", $"{x}.zero"];
            Add("DynamicQuantizeLinear", [x], parts);
            _quantized.Add(x, parts);
        }

        return parts;
    }

    private void LookUp(NodeProto node, TensorProto table)
    {
        var (numbers, scales, output) = ($"{table.Name}.rows.int8", $"{table.Name}.rows.scales", node.Output[0]);
        Store(numbers, scales, () => Int8Table.PerRow(Numbers(table), (int)table.Dims[1]), table.Dims, isPerRow: true);
        Add("Gather", [numbers, node.Input[1]], [$"{output}.int8"]);
        Add("Cast", [$"{output}.int8"], [$"{output}.whole"], Whole("to", (long)DataType.Float));
        Add("Gather", [scales, node.Input[1]], [$"{output}.scale"]);
        Add("Mul", [$"{output}.whole", $"{output}.scale"], [output]);
    }

    private void Add(string operation, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{operation}_int8_{_nodes.Count}");
        _nodes.Add(new NodeProto { Name = name, OpType = operation, Input = { inputs }, Output = { outputs }, Attribute = { attributes } });
    }

    // a weight that several operators read is stored once
    private void Store(string numbers, string scales, Func<Int8Table> round, IEnumerable<long> shape, bool isPerRow)
    {
        if (_stored.Add(numbers))
        {
            var table = round();
            _added.Add(Tensor(numbers, DataType.Int8, MemoryMarshal.AsBytes(table.Values.AsSpan()), shape));
            _added.Add(Tensor(scales, DataType.Float, MemoryMarshal.AsBytes(table.Scales.AsSpan()), isPerRow ? [table.Scales.Length, 1] : [table.Scales.Length]));
        }
    }

    private static TensorProto Tensor(string name, DataType type, ReadOnlySpan<byte> content, IEnumerable<long> shape) =>
        new() { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(content), Dims = { shape } };

    private static AttributeProto Whole(string name, long value) => new() { Name = name, I = value, Type = AttributeType.Int };

    private static ReadOnlySpan<float> Numbers(TensorProto weight) => MemoryMarshal.Cast<byte, float>(weight.RawData.Span);

    private static float[] Turned(ReadOnlySpan<float> weights, int rows, int columns)
    {
        var turned = new float[weights.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = weights[i];
        }

        return turned;
    }
}
