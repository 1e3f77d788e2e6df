using Google.Protobuf;
using MlOps.Diagnostics;
using MlOps.Inference.Tests.Export;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export;
using MlOps.Training.Export.Format;

namespace MlOps.Inference.Tests;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public OnnxModelTests()
    {
        _file = _folder.File(OnnxModel.FileName);
        TinyBert.Write(_file, ["ham", "spam"]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        File.Delete(_file);

        var failure = Assert.Throws<MlOpsException>(() => OnnxModel.Open(_file));
        Assert.Equal("MLOPS4101", failure.Diagnostic.Rule.Code);
        Assert.Equal(_file, failure.Diagnostic.Location.File);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.9999)]
    public void A_file_that_is_cut_off_is_refused(double share)
    {
        var bytes = File.ReadAllBytes(_file);
        File.WriteAllBytes(_file, bytes[..(int)(bytes.Length * share)]);

        AssertRefused();
    }

    [Fact]
    public void A_file_of_random_bytes_is_refused()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            File.WriteAllBytes(_file, bytes);
            AssertRefused();
        }
    }

    [Fact]
    public void A_file_with_changed_bytes_is_refused_or_opens_but_never_ends_the_process()
    {
        var original = File.ReadAllBytes(_file);
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var bytes = (byte[])original.Clone();
            for (var change = 0; change < 5; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_file, bytes);
            TryToRun();
        }
    }

    [Fact]
    public void A_graph_with_changed_structure_is_refused_or_opens_but_never_ends_the_process()
    {
        // the nodes stand first in the file: every change there hits an operator, an attribute or a name
        var original = File.ReadAllBytes(_file);
        var random = new Random(9);
        for (var round = 0; round < 200; round++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.Next(4000)] = (byte)random.Next(256);
            File.WriteAllBytes(_file, bytes);
            TryToRun();
        }
    }

    [Fact]
    public void A_model_with_an_input_of_another_kind_is_refused()
    {
        var model = OnnxFile.Read(_file);
        model.Graph.Input.Add(new ValueInfoProto(model.Graph.Input[0]) { Name = "input_features" });
        OnnxFile.Write(_file, model);

        Assert.Contains("it asks for an input 'input_features'", AssertRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_logits_is_refused()
    {
        var model = OnnxFile.Read(_file);
        model.Graph.Output.RemoveAt(0);
        OnnxFile.Write(_file, model);

        Assert.Contains("it has no output 'logits'", AssertRefused(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_whose_weights_have_another_shape_is_refused()
    {
        var model = OnnxFile.Read(_file);
        model.Graph.Initializer.Single(weight => weight.Name == "classifier.weight").Dims[0] = 1_000_000_000_000;
        OnnxFile.Write(_file, model);

        _ = AssertRefused();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_are_refused_when_they_reach_the_logits(float weight)
    {
        var model = OnnxFile.Read(_file);
        var bias = model.Graph.Initializer.Single(tensor => tensor.Name == "classifier.bias");
        bias.RawData = ByteString.CopyFrom([.. BitConverter.GetBytes(weight), .. BitConverter.GetBytes(0f)]);
        OnnxFile.Write(_file, model);
        using var opened = OnnxModel.Open(_file, threads: 1);

        var failure = Assert.Throws<MlOpsException>(() => opened.Run(ModelInputs.Of(TokenBatch.Pad([new([2, 3], [0, 0])], paddingId: 0))));
        Assert.Equal("MLOPS4102", failure.Diagnostic.Rule.Code);
    }

    [Fact]
    public void Probabilities_of_another_width_than_the_logits_are_refused()
    {
        var model = OnnxFile.Read(_file);
        model.Graph.Output[1].Type.TensorType.Shape.Dim[1].DimParam = "any";
        model.Graph.Node.Single(node => node.Name == "probabilities").Input[0] = "CastToFloat";
        model.Graph.Node.Insert(0, new NodeProto
        {
            OpType = "Cast",
            Input = { "input_ids" },
            Output = { "CastToFloat" },
            Attribute = { new AttributeProto { Name = "to", Type = AttributeProto.Types.AttributeType.Int, I = (long)TensorProto.Types.DataType.Float } },
        });
        OnnxFile.Write(_file, model);
        using var opened = OnnxModel.Open(_file, threads: 1);

        var failure = Assert.Throws<MlOpsException>(() => opened.Run(ModelInputs.Of(TokenBatch.Pad([new([2, 3, 4], [0, 0, 0])], paddingId: 0))));
        Assert.Equal("MLOPS4102", failure.Diagnostic.Rule.Code);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(-51)]
    [InlineData(int.MaxValue)]
    public void A_token_beyond_the_vocabulary_is_refused(int token)
    {
        using var model = OnnxModel.Open(_file, threads: 1);

        var failure = Assert.Throws<MlOpsException>(() => model.Run(ModelInputs.Of(TokenBatch.Pad([new([2, token], [0, 0])], paddingId: 0))));
        Assert.Equal("MLOPS4103", failure.Diagnostic.Rule.Code);
    }

    [Fact]
    public void A_text_longer_than_the_model_reads_is_refused()
    {
        using var model = OnnxModel.Open(_file, threads: 1);
        var tooLong = TinyBert.Config.MaxPositions + 1;

        var failure = Assert.Throws<MlOpsException>(() => model.Run(ModelInputs.Of(TokenBatch.Pad([new(new int[tooLong], new int[tooLong])], paddingId: 0))));
        Assert.Equal("MLOPS4103", failure.Diagnostic.Rule.Code);
        Assert.Contains("1 texts of 33 tokens", failure.Diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_used_by_several_threads_at_once()
    {
        using var model = OnnxModel.Open(_file, threads: 1);
        var batch = ModelInputs.Of(TokenBatch.Pad([new([2, 7, 9, 3], [0, 0, 0, 0])], paddingId: 0));
        var expected = model.Run(batch).Logits;

        var results = new float[64][];
        _ = Parallel.For(0, results.Length, i => results[i] = model.Run(batch).Logits);

        Assert.All(results, logits => Assert.Equal(expected, logits));
    }

    [Fact]
    public void The_scorer_gives_the_logits_of_all_batches_in_order()
    {
        ModelInputs[] batches =
        [
            ModelInputs.Of(TokenBatch.Pad([new([2, 7, 9], [0, 0, 0]), new([2, 8], [0, 0])], paddingId: 0)),
            ModelInputs.Of(TokenBatch.Pad([new([2, 11], [0, 0])], paddingId: 0)),
        ];

        var logits = OnnxLogits.Score(_file, batches);

        using var model = OnnxModel.Open(_file);
        Assert.Equal(batches.Select(batch => model.Run(batch).Logits), logits);
    }

    private string AssertRefused()
    {
        var failure = Assert.Throws<MlOpsException>(() => OnnxModel.Open(_file, threads: 1));
        Assert.Equal("MLOPS4102", failure.Diagnostic.Rule.Code);
        Assert.Equal(_file, failure.Diagnostic.Location.File);
        return failure.Diagnostic.Message;
    }

    private void TryToRun()
    {
        try
        {
            using var model = OnnxModel.Open(_file, threads: 1);
            _ = model.Run(ModelInputs.Of(TokenBatch.Pad([new([2, 7, 9], [0, 0, 0])], paddingId: 0)));
        }
        catch (MlOpsException refused)
        {
            Assert.StartsWith("MLOPS41", refused.Diagnostic.Rule.Code, StringComparison.Ordinal);
        }
    }
}
