using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using MlOps.Training.Export.Format;
using MlOps.Training.Weights;
using DataType = MlOps.Training.Export.Format.TensorProto.Types.DataType;

namespace MlOps.Training.Export;

/// <summary>Builds an ONNX graph: inputs, weights, operators in running order, outputs. Weights are held once, as the bytes of the file.</summary>
/// <param name="name">What viewers call the graph.</param>
internal sealed partial class OnnxGraph(string name)
{
    /// <summary>
    /// The operator set. 17 is the first with LayerNormalization and is read by every ONNX Runtime since 1.12 and by other runtimes.
    /// Set 23 has attention as one operator, which takes ONNX Runtime 1.23 or later and is no faster at batch 1.
    /// </summary>
    private const int OperatorSet = 17;

    private const int FormatVersion = 8; // the IR version that belongs to operator set 17

    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, OnnxValue> _constants = new(StringComparer.Ordinal);

    /// <summary>Adds an input of whole numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">A name for each dimension, all free.</param>
    public OnnxValue Input(string name, params string[] dimensions)
    {
        _graph.Input.Add(Describe(name, DataType.Int64, dimensions.Select(free => new TensorShapeProto.Types.Dimension { DimParam = free })));
        return new(name);
    }

    /// <summary>Adds an input of pictures, float [batch, 3, height, width], of any size.</summary>
    /// <param name="name">Its name.</param>
    public OnnxValue Pictures(string name)
    {
        _graph.Input.Add(Describe(name, DataType.Float, [new() { DimParam = "batch" }, new() { DimValue = 3 }, new() { DimParam = "height" }, new() { DimParam = "width" }]));
        return new(name);
    }

    /// <summary>Declares a value as output, under a name of its own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">A float tensor [..., <paramref name="width"/>].</param>
    /// <param name="dimensions">A name for each dimension before the last, all free.</param>
    /// <param name="width">Size of the last dimension.</param>
    public void Output(string name, OnnxValue value, IEnumerable<string> dimensions, int width)
    {
        _graph.Node.Add(new NodeProto { Name = name, OpType = "Identity", Input = { value.Name }, Output = { name } });
        _graph.Output.Add(Describe(
            name, DataType.Float, [.. dimensions.Select(free => new TensorShapeProto.Types.Dimension { DimParam = free }), new() { DimValue = width }]));
    }

    /// <summary>Adds a weight as it is.</summary>
    /// <param name="tensor">The weight, under the name that it gets in the graph.</param>
    public OnnxValue Weight(NamedTensor tensor) => Store<float>(tensor.Name, tensor.Values, tensor.Shape);

    /// <summary>Adds a weight of two dimensions with rows and columns exchanged, as MatMul takes the weight of a linear layer.</summary>
    /// <param name="tensor">[out, in].</param>
    /// <returns>[in, out].</returns>
    public OnnxValue Transposed(NamedTensor tensor)
    {
        var (rows, columns) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        var values = new float[tensor.Values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[(column * rows) + row] = tensor.Values[(row * columns) + column];
            }
        }

        return Store<float>(tensor.Name, values, [columns, rows]);
    }

    /// <summary>A constant of one number; the same constant is stored once.</summary>
    public OnnxValue Constant(float value) => Constant(string.Create(CultureInfo.InvariantCulture, $"constant.float.{value:R}"), [value], []);

    /// <inheritdoc cref="Constant(float)"/>
    public OnnxValue Constant(long value) => Constant($"constant.{value}", [value], []);

    /// <summary>A constant list of whole numbers; the same list is stored once.</summary>
    public OnnxValue ConstantList(params long[] values) => Constant($"constant.list.{string.Join('.', values)}", values, [values.Length]);

    /// <summary>The file's content. The graph is not to be changed afterwards.</summary>
    /// <param name="metadata">Notes for whoever opens the file.</param>
    public ModelProto ToModel(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "mlops",
            Graph = _graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
        };
        model.MetadataProps.AddRange(metadata.Select(note => new StringStringEntryProto { Key = note.Key, Value = note.Value }));
        return model;
    }

    private OnnxValue Constant<T>(string name, T[] values, long[] shape)
        where T : unmanaged
    {
        if (!_constants.TryGetValue(name, out var constant))
        {
            constant = Store<T>(name, values, shape);
            _constants.Add(name, constant);
        }

        return constant;
    }

    private OnnxValue Store<T>(string name, ReadOnlySpan<T> values, IEnumerable<long> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = (int)(typeof(T) == typeof(float) ? DataType.Float : DataType.Int64),
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return new(name);
    }

    private OnnxValue Node(string operation, OnnxValue[] inputs, params AttributeProto[] attributes) => Nodes(operation, inputs, 1, attributes)[0];

    // an operator that gives several values
    private List<OnnxValue> Nodes(string operation, OnnxValue[] inputs, int outputs, params AttributeProto[] attributes)
    {
        var name = $"{operation}_{_graph.Node.Count}";
        var node = new NodeProto { Name = name, OpType = operation };
        node.Input.AddRange(inputs.Select(input => input.Name));
        node.Output.AddRange(Enumerable.Range(0, outputs).Select(place => place == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.{place}")));
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return [.. node.Output.Select(output => new OnnxValue(output))];
    }

    private static ValueInfoProto Describe(string name, DataType type, IEnumerable<TensorShapeProto.Types.Dimension> dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.AddRange(dimensions);
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = shape } },
        };
    }
}
