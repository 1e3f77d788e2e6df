using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Models.Bert;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

public sealed class WeightsLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly BertArchitecture _architecture = new(new BertConfig
    {
        VocabularySize = 11,
        HiddenSize = 4,
        Layers = 1,
        Heads = 2,
        IntermediateSize = 6,
        MaxPositions = 5,
        TypeVocabularySize = 2,
    });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_without_prefix_and_with_the_old_names_of_norms_are_found()
    {
        var stored = Stored().Select(tensor => tensor with
        {
            Name = tensor.Name
                .Replace("bert.", "", StringComparison.Ordinal)
                .Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
                .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal),
        });
        using var model = Create();

        var note = Assert.Single(Load(model, [.. stored]));

        Assert.Contains("own head", note, StringComparison.Ordinal);
        foreach (var expected in Stored())
        {
            var actual = model.named_parameters().Single(entry => entry.name == expected.Name).parameter;
            Assert.Equal(expected.Values, actual.detach().data<float>().ToArray());
        }
    }

    [Fact]
    public void Every_missing_unexpected_and_misshapen_entry_is_listed()
    {
        List<NamedTensor> stored = [.. Stored().Where(tensor => !tensor.Name.Contains("key.", StringComparison.Ordinal))];
        stored.Add(new("bert.encoder.layer.1.output.dense.bias", [4], new float[4]));
        stored.Add(new("embeddings.extra", [1], new float[1]));
        var words = stored.FindIndex(tensor => tensor.Name == "bert.embeddings.word_embeddings.weight");
        stored[words] = stored[words] with { Shape = [12, 4], Values = new float[48] };
        using var model = Create();

        var refusal = Assert.Throws<MlOpsException>(() => Load(model, stored));

        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        string[] problems =
        [
            "bert.encoder.layer.0.attention.self.key.weight [4, 4] is missing",
            "bert.encoder.layer.0.attention.self.key.bias [4] is missing",
            "bert.embeddings.word_embeddings.weight is [12, 4] instead of [11, 4]",
            "bert.encoder.layer.1.output.dense.bias is unexpected",
            "bert.embeddings.extra is unexpected",
        ];
        Assert.All(problems, problem => Assert.Contains(problem, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_pooler_and_a_head_of_another_size_begin_anew_and_the_rest_is_said_to_be_unused()
    {
        List<NamedTensor> stored =
        [
            .. Stored().Where(tensor => tensor.Name.StartsWith("bert.e", StringComparison.Ordinal)),
            new("classifier.weight", [5, 4], new float[20]),
            new("classifier.bias", [5], new float[5]),
            new("bert.embeddings.position_ids", [1, 5], new float[5]),
            new("cls.predictions.bias", [11], new float[11]),
        ];
        using var model = Create();

        var notes = Load(model, stored);

        Assert.Equal(2, notes.Count);
        Assert.Contains("bert.pooler.dense.weight [4, 4] is missing; bert.pooler.dense.bias [4] is missing", notes[0], StringComparison.Ordinal);
        Assert.Contains("classifier.weight is [5, 4] instead of [3, 4]", notes[0], StringComparison.Ordinal);
        Assert.Equal("not used of the base model: bert.embeddings.position_ids, cls.predictions.bias", notes[1]);
    }

    [Fact]
    public void One_weight_under_two_names_is_refused()
    {
        using var model = Create();
        var refusal = Assert.Throws<MlOpsException>(() => Load(model, [.. Stored(), new("pooler.dense.bias", [4], new float[4])]));
        Assert.Contains("bert.pooler.dense.bias stands twice", refusal.Message, StringComparison.Ordinal);
    }

    private Network Create() => _architecture.Create(new HeadShape(TaskKind.TextClassification, 3, [], null), ScalarType.Float32);

    // what a model of these shapes holds, each number another
    private List<NamedTensor> Stored()
    {
        using var model = Create();
        var next = 0;
        return [.. model.named_parameters().Select(entry => new NamedTensor(
            entry.name,
            entry.parameter.shape,
            [.. Enumerable.Range(0, (int)entry.parameter.NumberOfElements).Select(_ => (float)next++)]))];
    }

    private IReadOnlyList<string> Load(nn.Module model, IEnumerable<NamedTensor> stored)
    {
        SafetensorsWriter.Write(_folder.File("model.safetensors"), stored);
        using var weights = new SafetensorsReader(_folder.File("model.safetensors"), "model.safetensors");
        return WeightsLoader.Load(model, _architecture, weights, "model.safetensors");
    }
}
