using MlOps.Testing;
using MlOps.Training.Export;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Export;

public sealed class OnnxGraphTests
{
    private static readonly NamedTensor Table = new("table", [2, 3], [1, 2, 3, 4, 5, 6]);

    [Fact]
    public void A_file_reads_back_equal_to_what_was_written()
    {
        using var folder = new TemporaryFolder();
        var graph = new OnnxGraph("example");
        var ids = graph.Input("ids", "batch", "sequence");
        graph.Output("rows", graph.Softmax(graph.Gather(graph.Weight(Table), ids)), ["batch"], width: 3);
        var model = graph.ToModel([new("family", "none")]);

        OnnxFile.Write(folder.File("model.onnx"), model);

        Assert.Equal(model, OnnxFile.Read(folder.File("model.onnx")));
    }

    [Fact]
    public void A_transposed_weight_has_rows_and_columns_exchanged()
    {
        var graph = new OnnxGraph("example");
        _ = graph.Transposed(Table);

        var stored = Assert.Single(graph.ToModel([]).Graph.Initializer);
        Assert.Equal([3, 2], stored.Dims);
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], Floats(stored.RawData.Span));
    }

    [Fact]
    public void A_constant_that_is_used_twice_is_stored_once()
    {
        var graph = new OnnxGraph("example");

        Assert.Equal(graph.Constant(0.5f), graph.Constant(0.5f));
        Assert.NotEqual(graph.Constant(1L), graph.Constant(1f));
        Assert.NotEqual(graph.Constant(1L), graph.ConstantList(1));
        Assert.Equal(4, graph.ToModel([]).Graph.Initializer.Count);
    }

    [Fact]
    public void Every_operator_stands_after_those_it_takes_from()
    {
        var graph = new OnnxGraph("example");
        var x = graph.CastToFloat(graph.Input("x", "batch", "sequence"));
        graph.Output("y", graph.Gelu(x), ["batch"], width: 1);
        var built = graph.ToModel([]).Graph;

        var known = built.Input.Select(input => input.Name).Concat(built.Initializer.Select(weight => weight.Name)).ToHashSet();
        Assert.All(built.Node, node =>
        {
            Assert.Subset(known, node.Input.ToHashSet());
            known.UnionWith(node.Output);
        });
        Assert.Contains("y", known);
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
