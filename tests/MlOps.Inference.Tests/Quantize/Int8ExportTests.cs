using MlOps.Inference.Tests.Export;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export;
using MlOps.Training.Export.Quantize;

namespace MlOps.Inference.Tests.Quantize;

public sealed class Int8ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_logits_are_those_that_the_definition_of_the_operators_gives(bool isGemm)
    {
        var (fp32, int8) = Quantized(isGemm);
        using var _ = fp32;
        using var __ = int8;

        foreach (var id in (int[])[0, 7, 127])
        {
            // a row at a time: activations are rounded by the range of their batch
            var batch = ModelInputs.Of(TokenBatch.Pad([new EncodedText([id], [0])], paddingId: 0));
            AssertNear(LinearModel.Exact(id), fp32.Run(batch).Logits, 1e-5);
            AssertNear(LinearModel.Rounded(id), int8.Run(batch).Logits, 2e-3);
        }
    }

    [Fact]
    public void The_file_is_about_a_quarter_and_the_same_bytes_each_time()
    {
        LinearModel.Write(_folder.File("model.onnx"), isGemm: true);

        Assert.Null(Int8Export.Write(_folder.File("model.onnx"), _folder.File("once.onnx")));
        Assert.Null(Int8Export.Write(_folder.File("model.onnx"), _folder.File("again.onnx")));

        var (before, after) = (new FileInfo(_folder.File("model.onnx")).Length, new FileInfo(_folder.File("once.onnx")).Length);
        Assert.InRange(after, before / 4, before / 3);
        Assert.Equal(File.ReadAllBytes(_folder.File("once.onnx")), File.ReadAllBytes(_folder.File("again.onnx")));
    }

    [Fact]
    public void Weights_that_nothing_reads_any_more_are_left_out_and_labels_are_kept()
    {
        LinearModel.Write(_folder.File("model.onnx"), isGemm: true);
        _ = Int8Export.Write(_folder.File("model.onnx"), _folder.File("int8.onnx"));

        var model = OnnxFile.Read(_folder.File("int8.onnx"));

        var read = model.Graph.Node.SelectMany(node => node.Input).ToHashSet();
        Assert.All(model.Graph.Initializer, weight => Assert.Contains(weight.Name, read));
        Assert.DoesNotContain(model.Graph.Initializer, weight => weight.Name is "table" or "weight");
        Assert.Contains(model.MetadataProps, note => (note.Key, note.Value) == ("precision", "int8"));
    }

    [Fact]
    public void A_model_that_would_stay_as_large_is_not_written_and_says_why()
    {
        TinyBert.Write(_folder.File("model.onnx"), ["ham", "spam"]);

        Assert.Equal("it has no linear layer that is large enough", Int8Export.Write(_folder.File("model.onnx"), _folder.File("int8.onnx")));
        Assert.False(File.Exists(_folder.File("int8.onnx")));
    }

    private (OnnxModel Fp32, OnnxModel Int8) Quantized(bool isGemm)
    {
        LinearModel.Write(_folder.File("model.onnx"), isGemm);
        Assert.Null(Int8Export.Write(_folder.File("model.onnx"), _folder.File("model.int8.onnx")));
        return (OnnxModel.Open(_folder.File("model.onnx"), threads: 1), OnnxModel.Open(_folder.File("model.int8.onnx"), threads: 1));
    }

    private static void AssertNear(double[] expected, float[] actual, double tolerance) => Assert.All(
        expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
