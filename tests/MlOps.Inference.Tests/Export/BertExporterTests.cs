using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export;

namespace MlOps.Inference.Tests.Export;

public sealed class BertExporterTests
{
    private static readonly string[] Labels = ["ham", "spam", "other"];

    [Fact]
    public void A_text_scores_the_same_alone_as_in_a_padded_batch_of_32()
    {
        using var folder = new TemporaryFolder();
        TinyBert.Write(folder.File("model.onnx"), Labels);
        using var model = OnnxModel.Open(folder.File("model.onnx"), threads: 1);
        var random = new Random(7);
        var texts = Enumerable.Range(0, 32).Select(_ => Text(random, length: random.Next(1, TinyBert.Config.MaxPositions + 1))).ToArray();

        var together = Run(model, TokenBatch.Pad(texts, paddingId: 0));

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = Run(model, TokenBatch.Pad([texts[i]], paddingId: 0))[0];
            Assert.All(alone.Logits.Zip(together[i].Logits), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void The_order_of_tokens_and_their_type_matter()
    {
        using var folder = new TemporaryFolder();
        TinyBert.Write(folder.File("model.onnx"), Labels);
        using var model = OnnxModel.Open(folder.File("model.onnx"), threads: 1);

        var predictions = Run(model, TokenBatch.Pad([new([2, 5, 6], [0, 0, 0]), new([2, 6, 5], [0, 0, 0]), new([2, 5, 6], [0, 0, 1])], paddingId: 0));

        Assert.NotEqual(predictions[0].Logits[0], predictions[1].Logits[0], 1e-4f);
        Assert.NotEqual(predictions[0].Logits[0], predictions[2].Logits[0], 1e-4f);
    }

    [Theory]
    [InlineData(false, new int[0])]
    [InlineData(true, new int[0])]
    [InlineData(false, new[] { 12 })]
    [InlineData(true, new[] { 12, 7 })]
    public void Every_form_of_head_reads_back_equal_and_gives_one_logit_a_label(bool multiLabel, int[] hidden)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("model.onnx");
        TinyBert.Write(file, Labels, multiLabel, hidden);

        var written = OnnxFile.Read(file);
        OnnxFile.Write(folder.File("again.onnx"), written);

        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.File("again.onnx")));
        using var model = OnnxModel.Open(file, threads: 1);
        Assert.Equal(3, model.Labels);
        Assert.Equal(3, Run(model, TokenBatch.Pad([new([2, 3], [0, 0])], paddingId: 0))[0].Logits.Length);
        Assert.Equal("""["ham","spam","other"]""", model.Metadata["labels"]);
    }

    [Fact]
    public void The_same_weights_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        TinyBert.Write(folder.File("first.onnx"), Labels);
        TinyBert.Write(folder.File("second.onnx"), Labels);

        Assert.Equal(File.ReadAllBytes(folder.File("first.onnx")), File.ReadAllBytes(folder.File("second.onnx")));
    }

    private static List<Prediction> Run(OnnxModel model, TokenBatch batch) => [.. model.Run(ModelInputs.Of(batch)).Rows()];

    private static EncodedText Text(Random random, int length) =>
        new([.. Enumerable.Range(0, length).Select(_ => random.Next(TinyBert.Config.VocabularySize))], new int[length]);
}
