using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;
using MlOps.Testing;
using MlOps.Training.Pretrained;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.FineTune;

/// <summary>Pretrained models as they are: what transformers computes comes out of model.onnx.</summary>
public sealed class PretrainedExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bert", TaskKind.TextClassification, 3)]
    [InlineData("bert-multi-label", TaskKind.TextClassification, 4)]
    [InlineData("distilbert", TaskKind.TextClassification, 3)]
    [InlineData("roberta", TaskKind.TextClassification, 2)]
    [InlineData("resnet-basic", TaskKind.ImageClassification, 4)]
    public void The_logits_are_those_of_the_original_library(string name, TaskKind task, int labels)
    {
        Export(name);

        using var predictor = Predictor.Open(_folder.File("model"), threads: 1);
        Assert.Equal((task, labels), (predictor.Description.TaskKind, predictor.Description.Labels.Count));
        Assert.Equal(name == "bert-multi-label", predictor.Description.MultiLabel);
        Assert.Equal(task == TaskKind.ImageClassification ? ("image", InputKind.Image) : ("text", InputKind.Text), (predictor.Description.Preparation.TextColumn, predictor.Description.Preparation.Input));
        using var cases = new SafetensorsReader(Repository.Reference($"models/{name}/cases.safetensors"), "cases.safetensors");
        using var model = OnnxModel.Open(_folder.File("model/model.onnx"), threads: 1);
        var expected = cases.ReadFloats(cases.Find("logits")!);
        var actual = model.Run(Batch(cases)).Logits;
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void A_language_model_guesses_texts()
    {
        Export(Path.Combine(Repository.Top, "examples", "bert-pico"), _folder.File("model"));

        using var predictor = Predictor.Open(_folder.File("model"), threads: 1);
        Assert.Equal(TaskKind.MaskedLm, predictor.Description.TaskKind);
        var scores = predictor.Predict([new("she bakes a loaf of bread and eats it with butter"), new("")]).Cast<LanguageAnswer>().Select(answer => answer.Score).ToList();
        Assert.InRange(scores[0].Tokens, 1, 5);
        Assert.InRange(scores[0].Loss, 0.001, 100);
        Assert.Equal(0, scores[1].Tokens);
    }

    [Fact]
    public void A_model_without_a_head_is_refused()
    {
        var source = _folder.File("source");
        Copy(Repository.Reference("models/bert"), source);
        var config = File.ReadAllText(Path.Combine(source, "config.json"));
        File.WriteAllText(Path.Combine(source, "config.json"), config.Replace("BertForSequenceClassification", "BertModel", StringComparison.Ordinal));

        var refusal = Assert.Throws<MlOpsException>(() => Export(source, _folder.File("model")));

        Assert.Equal((Rules.IncompatibleBase, 7), (refusal.Diagnostic.Rule, refusal.Diagnostic.Location.Line));
        Assert.Contains("its config.json names the class 'BertModel', which has no head that answers; expected BertForSequenceClassification", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_another_size_than_the_configuration_says_is_refused()
    {
        var source = _folder.File("source");
        Export("bert");
        var config = File.ReadAllText(Path.Combine(source, "config.json"));
        File.WriteAllText(Path.Combine(source, "config.json"), config.Replace("\"id2label\"", "\"former\"", StringComparison.Ordinal));

        var refusal = Assert.Throws<MlOpsException>(() => Export(source, _folder.File("again")));

        Assert.Contains("lacks classifier.weight, classifier.bias, or has them in another shape", refusal.Message, StringComparison.Ordinal);
    }

    private static ModelInputs Batch(SafetensorsReader cases)
    {
        if (cases.Find("pixel_values") is { } pixels)
        {
            return ModelInputs.Of(new PixelBatch(cases.ReadFloats(pixels), (int)pixels.Shape[0], (int)pixels.Shape[2], (int)pixels.Shape[3]));
        }

        var ids = cases.Find("input_ids")!;
        var types = cases.Find("token_type_ids");
        return ModelInputs.Of(new Text.Tokenizers.TokenBatch(
            cases.ReadWholes(ids),
            cases.ReadWholes(cases.Find("attention_mask")!),
            types is null ? new long[ids.Count] : cases.ReadWholes(types),
            (int)ids.Shape[0],
            (int)ids.Shape[1]));
    }

    // the reference models have no tokenizer: letters make one of their size
    private void Export(string name)
    {
        var source = _folder.File("source");
        Copy(Repository.Reference($"models/{name}"), source);
        var words = new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }.Concat(Enumerable.Range(0, 115).Select(word => $"w{word}"));
        File.WriteAllText(Path.Combine(source, "vocab.txt"), string.Join('\n', words) + "\n");
        Export(source, _folder.File("model"));
    }

    private static void Copy(string from, string to)
    {
        _ = Directory.CreateDirectory(to);
        foreach (var file in new[] { "config.json", "model.safetensors" })
        {
            File.Copy(Path.Combine(from, file), Path.Combine(to, file));
        }
    }

    private static void Export(string source, string folder) => new PretrainedExport(OnnxLogits.Score).Write(
        new(FoundBase.At(source, "source"), new SpecText("source", new("pipeline.yml", 7, 11)), Preparation: null, new Compute(Device.Cpu, Precision.Fp32, 1), 7),
        folder,
        TestContext.Current.CancellationToken);
}
