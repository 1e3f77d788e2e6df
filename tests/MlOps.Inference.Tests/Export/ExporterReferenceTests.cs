using Microsoft.ML.OnnxRuntime;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Export;
using MlOps.Training.Models;
using MlOps.Training.Weights;

namespace MlOps.Inference.Tests.Export;

/// <summary>Exported models of texts against what transformers computes for the same weights and tokens.</summary>
public sealed class ExporterReferenceTests
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Texts => [.. ReferenceFolders.Texts()];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_logits_are_those_of_transformers(string name)
    {
        using var folder = new TemporaryFolder();
        using var cases = Cases(name);
        var expected = cases.Find("logits")!;

        using var model = OnnxModel.Open(Export(name, folder), threads: 1);
        var output = model.Run(Batch(cases));

        Assert.Equal(expected.Shape, output.Shape);
        Assert.All(cases.ReadFloats(expected).Zip(output.Logits), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_weight_that_transformers_saves_is_asked_for_once(string name)
    {
        using var folder = new TemporaryFolder();
        using var weights = new SafetensorsReader(Repository.Reference($"models/{name}/model.safetensors"), "model.safetensors");
        var asked = new List<string>();

        _ = Export(name, folder, asked);

        Assert.Equal(weights.Tensors.Select(tensor => tensor.Name).Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void ONNX_Runtime_computes_every_activation_in_one_operator(string name)
    {
        using var folder = new TemporaryFolder();
        using var options = OnnxSessionOptions.Create(threads: 1);
        options.OptimizedModelFilePath = folder.File("optimized.onnx");

        using (new InferenceSession(Export(name, folder), options))
        {
            var operators = OnnxFile.Read(options.OptimizedModelFilePath).Graph.Node.Select(node => node.OpType).ToList();
            Assert.DoesNotContain("Erf", operators);
            Assert.DoesNotContain("Pow", operators);
            Assert.Contains(operators, operation => operation is "BiasGelu" or "FastGelu");
        }
    }

    [Fact]
    public void One_label_of_many_gets_probabilities_that_sum_to_one()
    {
        using var folder = new TemporaryFolder();
        using var cases = Cases("bert");
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
        using var cases = Cases("bert-multi-label");
        using var model = OnnxModel.Open(Export("bert-multi-label", folder), threads: 1);

        Assert.All(model.Run(Batch(cases)).Rows(), prediction => Assert.All(
            prediction.Logits.Zip(prediction.Probabilities),
            pair => Assert.Equal(1 / (1 + Math.Exp(-pair.First)), pair.Second, 1e-6)));
    }

    private static SafetensorsReader Cases(string name) =>
        new(Repository.Reference($"models/{name}/cases.safetensors"), $"models/{name}/cases.safetensors");

    private static string Export(string name, TemporaryFolder folder, List<string>? asked = null)
    {
        var source = Repository.Reference($"models/{name}");
        var config = ConfigFile.Read(Path.Combine(source, ConfigFile.FileName), ConfigFile.FileName);
        using var weights = new SafetensorsReader(Path.Combine(source, "model.safetensors"), "model.safetensors");
        using var cases = Cases(name);
        var outputs = (int)cases.Find("logits")!.Shape[^1];
        var task = TaskOf(config);
        var file = folder.File(OnnxModel.FileName);
        Architectures.Of(config, dropout: null).Export(file, new(
            new HeadShape(task, outputs, [], Dropout: null),
            task is TaskKind.MaskedLm or TaskKind.CausalLm ? [] : [.. Enumerable.Range(0, outputs).Select(label => $"label {label}")],
            MultiLabel: config.Text("problem_type") == "multi_label_classification",
            weight =>
            {
                asked?.Add(weight);
                var stored = weights.Find(weight)!;
                return new NamedTensor(weight, stored.Shape, weights.ReadFloats(stored));
            }));
        return file;
    }

    private static TaskKind TaskOf(ConfigFile config)
    {
        var architecture = Architectures.Of(config, dropout: null);
        return config.Text("problem_type") == "regression"
            ? TaskKind.Regression
            : architecture.Tasks.First(task => architecture.ClassName(task) == config.Architecture);
    }

    private static ModelInputs Batch(SafetensorsReader cases)
    {
        var ids = cases.Find("input_ids")!;
        return ModelInputs.Of(new TokenBatch(
            cases.ReadWholes(ids),
            cases.ReadWholes(cases.Find("attention_mask")!),
            cases.Find("token_type_ids") is { } types ? cases.ReadWholes(types) : new long[ids.Count],
            (int)ids.Shape[0],
            (int)ids.Shape[1]));
    }
}
