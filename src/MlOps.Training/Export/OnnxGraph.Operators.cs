using MlOps.Training.Export.Format;
using MlOps.Training.Models;
using AttributeType = MlOps.Training.Export.Format.AttributeProto.Types.AttributeType;

namespace MlOps.Training.Export;

/// <content>
/// The operators, under their names in ONNX and with the shapes that they give.
/// See https://onnx.ai/onnx/operators for what each computes.
/// </content>
internal sealed partial class OnnxGraph
{
    /// <summary>a + b, broadcast.</summary>
    public OnnxValue Add(OnnxValue a, OnnxValue b) => Node("Add", [a, b]);

    /// <summary>a - b, broadcast.</summary>
    public OnnxValue Sub(OnnxValue a, OnnxValue b) => Node("Sub", [a, b]);

    /// <summary>a * b by element, broadcast.</summary>
    public OnnxValue Mul(OnnxValue a, OnnxValue b) => Node("Mul", [a, b]);

    /// <summary>a / b by element, broadcast.</summary>
    public OnnxValue Div(OnnxValue a, OnnxValue b) => Node("Div", [a, b]);

    /// <summary>[…, n, k] x […, k, m] = […, n, m].</summary>
    public OnnxValue MatMul(OnnxValue a, OnnxValue b) => Node("MatMul", [a, b]);

    /// <summary>A linear layer of a table: [n, in] and weight [out, in], bias [out] give [n, out].</summary>
    public OnnxValue Gemm(OnnxValue x, OnnxValue weight, OnnxValue bias) => Node("Gemm", [x, weight, bias], Whole("transB", 1));

    /// <summary>A linear layer of a table without bias: [n, in] and weight [out, in] give [n, out].</summary>
    public OnnxValue Gemm(OnnxValue x, OnnxValue weight) => Node("Gemm", [x, weight], Whole("transB", 1));

    /// <summary>Picks entries along an axis; the indices' dimensions take the axis' place.</summary>
    public OnnxValue Gather(OnnxValue data, OnnxValue indices, long axis = 0) => Node("Gather", [data, indices], Whole("axis", axis));

    /// <summary>Picks a vector for each row: from [B, T, H] and places [B, 1], one batch dimension, come [B, H].</summary>
    public OnnxValue GatherNd(OnnxValue data, OnnxValue places, long batchDimensions) => Node("GatherND", [data, places], Whole("batch_dims", batchDimensions));

    /// <summary>Sum of the entries up to each one along an axis, or of those before it; the shape stays.</summary>
    public OnnxValue CumSum(OnnxValue x, OnnxValue axis, bool exclusive) => Node("CumSum", [x, axis], Whole("exclusive", exclusive ? 1 : 0));

    /// <summary>The largest entry along an axis, which keeps a size of 1.</summary>
    public OnnxValue ReduceMax(OnnxValue x, long axis) => Node("ReduceMax", [x], Wholes("axes", [axis]));

    /// <summary>a = b by element, broadcast; true or false.</summary>
    public OnnxValue Equal(OnnxValue a, OnnxValue b) => Node("Equal", [a, b]);

    /// <summary>a &lt;= b by element, broadcast; true or false.</summary>
    public OnnxValue LessOrEqual(OnnxValue a, OnnxValue b) => Node("LessOrEqual", [a, b]);

    /// <summary>The opposite of true and false.</summary>
    public OnnxValue Not(OnnxValue x) => Node("Not", [x]);

    /// <summary>Whole numbers, or true and false, as floats.</summary>
    public OnnxValue CastToFloat(OnnxValue x) => Node("Cast", [x], Whole("to", (long)TensorProto.Types.DataType.Float));

    /// <summary>True and false as 1 and 0.</summary>
    public OnnxValue CastToWhole(OnnxValue x) => Node("Cast", [x], Whole("to", (long)TensorProto.Types.DataType.Int64));

    /// <summary>The sizes of a tensor's dimensions, as a list.</summary>
    public OnnxValue Shape(OnnxValue x) => Node("Shape", [x]);

    /// <summary>Equal parts along an axis.</summary>
    public IReadOnlyList<OnnxValue> Split(OnnxValue x, int parts, long axis) => Nodes("Split", [x], parts, Whole("axis", axis));

    /// <summary>Inserts dimensions of size 1 at the axes.</summary>
    public OnnxValue Unsqueeze(OnnxValue x, OnnxValue axes) => Node("Unsqueeze", [x, axes]);

    /// <summary>Another view of the same numbers; 0 keeps a dimension.</summary>
    public OnnxValue Reshape(OnnxValue x, OnnxValue shape) => Node("Reshape", [x, shape]);

    /// <summary>Dimensions in another order.</summary>
    public OnnxValue Transpose(OnnxValue x, params long[] order) => Node("Transpose", [x], Wholes("perm", order));

    /// <summary>One dimension of channels behind the batch: [n, a, b, c] gives [n, a b c].</summary>
    public OnnxValue Flatten(OnnxValue x) => Node("Flatten", [x], Whole("axis", 1));

    /// <summary>Values one after the other along an axis.</summary>
    public OnnxValue Concat(long axis, params OnnxValue[] values) => Node("Concat", values, Whole("axis", axis));

    /// <summary>Every <paramref name="step"/>th entry along each of the axes.</summary>
    public OnnxValue EveryNth(OnnxValue x, long step, params long[] axes)
    {
        var ends = Enumerable.Repeat(long.MaxValue, axes.Length).ToArray();
        var steps = Enumerable.Repeat(step, axes.Length).ToArray();
        return Node("Slice", [x, ConstantList(new long[axes.Length]), ConstantList(ends), ConstantList(axes), ConstantList(steps)]);
    }

    /// <summary>Zeros before and after each dimension.</summary>
    /// <param name="x">A value of as many dimensions as <paramref name="before"/> has numbers.</param>
    /// <param name="before">Zeros before each.</param>
    /// <param name="after">Zeros after each.</param>
    public OnnxValue Pad(OnnxValue x, long[] before, long[] after) => Node("Pad", [x, ConstantList([.. before, .. after])]);

    /// <summary>Filters that slide over pictures: [n, in, h, w], weight [out, in, kernel height, kernel width] and bias [out] give [n, out, h', w'].</summary>
    public OnnxValue Conv(OnnxValue x, OnnxValue weight, OnnxValue bias, Window window) =>
        Node("Conv", [x, weight, bias], Sliding(window));

    /// <summary>The largest number of each window; the padding never counts.</summary>
    public OnnxValue MaxPool(OnnxValue x, Window window) => Node("MaxPool", [x], Sliding(window));

    /// <summary>The mean of each window, in which the padding counts as zeros.</summary>
    public OnnxValue AveragePool(OnnxValue x, Window window) => Node("AveragePool", [x], [.. Sliding(window), Whole("count_include_pad", 1)]);

    /// <summary>The mean of each channel: [n, c, h, w] gives [n, c, 1, 1].</summary>
    public OnnxValue GlobalAveragePool(OnnxValue x) => Node("GlobalAveragePool", [x]);

    /// <summary>Means of windows as even as they can be, whatever the picture's size: [n, c, h, w] gives [n, c, size, size].</summary>
    public OnnxValue AdaptiveAveragePool(OnnxValue x, long size)
    {
        var shape = Node("Shape", [x]);
        var rows = Averages(Gather(shape, Constant(2L)), size); // [size, h]
        var columns = Averages(Gather(shape, Constant(3L)), size); // [size, w]
        return MatMul(MatMul(rows, x), Transpose(columns, 1, 0));
    }

    /// <summary>0 for what is negative.</summary>
    public OnnxValue Relu(OnnxValue x) => Node("Relu", [x]);

    /// <summary>Mean 0 and variance 1 over the last dimension, then scaled and shifted; the shape stays.</summary>
    public OnnxValue LayerNormalization(OnnxValue x, OnnxValue scale, OnnxValue bias, double epsilon) =>
        Node("LayerNormalization", [x, scale, bias], Whole("axis", -1), Real("epsilon", (float)epsilon));

    /// <summary>exp(x) over its sum along the last dimension.</summary>
    public OnnxValue Softmax(OnnxValue x) => Node("Softmax", [x], Whole("axis", -1));

    /// <summary>1 / (1 + exp(-x)) by element.</summary>
    public OnnxValue Sigmoid(OnnxValue x) => Node("Sigmoid", [x]);

    /// <summary>Hyperbolic tangent by element.</summary>
    public OnnxValue Tanh(OnnxValue x) => Node("Tanh", [x]);

    /// <summary>The GELU by the hyperbolic tangent, in the spelling that ONNX Runtime fuses into one operator.</summary>
    public OnnxValue GeluTanh(OnnxValue x)
    {
        var cubic = Mul(Node("Pow", [x, Constant(3f)]), Constant(0.044715f));
        var inner = Mul(Add(x, cubic), Constant(MathF.Sqrt(2 / MathF.PI)));
        return Mul(Mul(x, Constant(0.5f)), Add(Tanh(inner), Constant(1f)));
    }

    /// <summary>The exact GELU, x (1 + erf(x / sqrt 2)) / 2, in the spelling that ONNX Runtime fuses into one operator.</summary>
    public OnnxValue Gelu(OnnxValue x)
    {
        var erf = Node("Erf", [Div(x, Constant(MathF.Sqrt(2)))]);
        return Mul(Mul(x, Add(erf, Constant(1f))), Constant(0.5f));
    }

    // [size, length]: row i has the mean of the places from i length / size, rounded down, to (i + 1) length / size, rounded up
    private OnnxValue Averages(OnnxValue length, long size)
    {
        var windows = Unsqueeze(ConstantList([.. Enumerable.Range(0, (int)size).Select(i => (long)i)]), ConstantList(1)); // [size, 1]
        var starts = Div(Mul(windows, length), Constant(size));
        var ends = Div(Add(Mul(Add(windows, Constant(1L)), length), Constant(size - 1)), Constant(size));
        var places = Node("Range", [Constant(0L), length, Constant(1L)]); // [length]
        var inside = Node("And", [Node("GreaterOrEqual", [places, starts]), Node("Less", [places, ends])]);
        return Div(CastToFloat(inside), CastToFloat(Sub(ends, starts)));
    }

    private static AttributeProto[] Sliding(Window window) =>
    [
        Wholes("kernel_shape", [window.Height, window.Width]),
        Wholes("strides", [window.Stride, window.Stride]),
        Wholes("pads", [window.PaddingHeight, window.PaddingWidth, window.PaddingHeight, window.PaddingWidth]),
    ];

    private static AttributeProto Whole(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    private static AttributeProto Real(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    private static AttributeProto Wholes(string name, long[] values) => new() { Name = name, Type = AttributeType.Ints, Ints = { values } };
}
