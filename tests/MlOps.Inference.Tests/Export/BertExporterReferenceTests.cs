using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Export;

/// <summary>Exported models against what transformers computes for the same weights and tokens.</summary>
public sealed class BertExporterReferenceTests
{
    private const float Tolerance = 1e-4f;

    [Theory]
    [InlineData("bert")]
    [InlineData("bert-multi-label")]
    public void The_logits_are_those_of_transformers(string name)
    {
        using var folder = new TemporaryFolder();
        using var cases = new SafetensorsReader(Repository.Reference($"models/{name}/cases.safetensors"), $"models/{name}/cases.safetensors");
        var expected = cases.ReadFloats(cases.Find("logits")!);

        using var model = OnnxModel.Open(Export(name, folder), threads: 1);
        var logits = model.Run(Batch(cases)).Logits;

        Assert.Equal(expected.Length, logits.Length);
        Assert.All(expected.Zip(logits), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void Every_weight_that_transformers_saves_is_asked_for_once()
    {
        using var folder = new TemporaryFolder();
        using var weights = new SafetensorsReader(Repository.Reference("models/bert/model.safetensors"), "model.safetensors");
        var asked = new List<string>();

        _ = Export("bert", folder, asked);

        Assert.Equal(weights.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_label_of_many_gets_probabilities_that_sum_to_one()
    {
        using var folder = new TemporaryFolder();
        using var cases = new SafetensorsReader(Repository.Reference("models/bert/cases.safetensors"), "models/bert/cases.safetensors");
        using var model = OnnxModel.Open(Export("bert", folder), threads: 1);

        Assert.All(model.Run(Batch(cases)).Rows(), prediction =>
        {
            var weights = prediction.Logits.Select(logit => Math.Exp(logit)).ToArray();
            Assert.All(weights.Zip(prediction.Probabilities), pair => Assert.Equal(pair.First / weights.Sum(), pair.Second, 1e-6));
        });
    }

    [Fact]
    public void Each_label_of_a_multi_label_model_gets_a_probability_of_its_own()
    {
        using var folder = new TemporaryFolder();
        using var cases = new SafetensorsReader(Repository.Reference("models/bert-multi-label/cases.safetensors"), "models/bert-multi-label/cases.safetensors");
        using var model = OnnxModel.Open(Export("bert-multi-label", folder), threads: 1);

        Assert.All(model.Run(Batch(cases)).Rows(), prediction => Assert.All(
            prediction.Logits.Zip(prediction.Probabilities),
            pair => Assert.Equal(1 / (1 + Math.Exp(-pair.First)), pair.Second, 1e-6)));
    }

    private static string Export(string name, TemporaryFolder folder, List<string>? asked = null)
    {
        var source = Repository.Reference($"models/{name}");
        var config = BertConfig.Read(ConfigFile.Read(Path.Combine(source, ConfigFile.FileName), ConfigFile.FileName));
        using var weights = new SafetensorsReader(Path.Combine(source, "model.safetensors"), "model.safetensors");
        var labels = (int)weights.Find("classifier.bias")!.Shape[0];
        var file = folder.File(OnnxModel.FileName);
        BertExporter.Write(file, config, new(
            new HeadShape(TaskKind.TextClassification, labels, [], Dropout: null),
            [.. Enumerable.Range(0, labels).Select(label => $"label {label}")],
            MultiLabel: name == "bert-multi-label",
            weight =>
            {
                asked?.Add(weight);
                var stored = weights.Find(weight)!;
                return new NamedTensor(weight, stored.Shape, weights.ReadFloats(stored));
            }));
        return file;
    }

    private static ModelInputs Batch(SafetensorsReader cases)
    {
        var ids = cases.Find("input_ids")!;
        return ModelInputs.Of(new TokenBatch(
            cases.ReadWholes(ids),
            cases.ReadWholes(cases.Find("attention_mask")!),
            cases.ReadWholes(cases.Find("token_type_ids")!),
            (int)ids.Shape[0],
            (int)ids.Shape[1]));
    }
}
