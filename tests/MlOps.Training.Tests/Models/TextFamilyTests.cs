using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

/// <summary>What holds for every family of texts, every task of it and every form of head.</summary>
public sealed class TextFamilyTests
{
    private static readonly int[][] HiddenWidths = [[], [6], [6, 5]];

    public static TheoryData<string, TaskKind> Tasks
    {
        get
        {
            var data = new TheoryData<string, TaskKind>();
            foreach (var family in TextFamilies.Names)
            {
                foreach (var task in TextFamilies.Of(family).Tasks)
                {
                    data.Add(family, task);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void The_export_gives_the_networks_logits(string family, TaskKind task)
    {
        var architecture = TextFamilies.Of(family);
        foreach (var hidden in HiddenWidths)
        {
            using var folder = new TemporaryFolder();
            var head = new HeadShape(task, TextFamilies.Outputs(task), hidden, Dropout: null);
            using var network = TextFamilies.Create(architecture, head);
            var batch = ModelInputs.Of(TextFamilies.Batch(7, 1, 4));
            Export(architecture, network, head, folder.File("model.onnx"));

            var exported = Assert.Single(OnnxLogits.Score(folder.File("model.onnx"), [batch]));

            Near(Logits(network, batch), exported);
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_text_gets_the_same_logits_alone_as_padded_in_a_batch(string family, TaskKind task)
    {
        var architecture = TextFamilies.Of(family);
        using var network = TextFamilies.Create(architecture, new(task, TextFamilies.Outputs(task), [], Dropout: null));

        // the first text of both batches is the same one
        var alone = Logits(network, ModelInputs.Of(TextFamilies.Batch(4)));
        var padded = Logits(network, ModelInputs.Of(TextFamilies.Batch(4, 15)));

        Near(alone, padded[..alone.Length]);
    }

    [Theory]
    [InlineData("bert", TaskKind.MaskedLm)]
    [InlineData("roberta", TaskKind.MaskedLm)]
    [InlineData("distilbert", TaskKind.MaskedLm)]
    [InlineData("gpt2", TaskKind.CausalLm)]
    public void Logits_that_are_asked_for_are_those_among_all(string family, TaskKind task)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var network = TextFamilies.Create(TextFamilies.Of(family), new(task, TextFamilies.VocabularySize, [], Dropout: null));
        var inputs = NetworkInputs.Of(ModelInputs.Of(TextFamilies.Batch(5, 3)), CPU);
        long[] places = [0, 3, 6];

        var all = Values(network.call(inputs).Logits); // [2, 5, V]
        var asked = Values(network.call(inputs with { Places = tensor(places) }).Logits); // [3, V]

        Near([.. places.SelectMany(place => all.Skip((int)place * TextFamilies.VocabularySize).Take(TextFamilies.VocabularySize))], asked);
    }

    [Fact]
    public void A_token_of_GPT2_knows_nothing_of_those_after_it()
    {
        using var network = TextFamilies.Create(TextFamilies.Of("gpt2"), new(TaskKind.CausalLm, TextFamilies.VocabularySize, [], Dropout: null));
        var text = TextFamilies.Batch(6);
        var other = text with { InputIds = [.. text.InputIds[..4], 2, 3] };

        var (first, second) = (Logits(network, ModelInputs.Of(text)), Logits(network, ModelInputs.Of(other)));

        var same = 4 * TextFamilies.VocabularySize;
        Assert.Equal(first[..same], second[..same]);
        Assert.NotEqual(first[same..], second[same..]);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Every_parameter_belongs_to_the_embeddings_a_layer_or_the_head(string family, TaskKind task)
    {
        var architecture = TextFamilies.Of(family);
        using var network = architecture.Create(new(task, TextFamilies.Outputs(task), [], Dropout: null), ScalarType.Float32);

        var places = network.named_parameters().ToLookup(entry => architecture.LayerOf(entry.name), entry => entry.name);

        Assert.All(Enumerable.Range(0, architecture.Layers + 1), layer => Assert.NotEmpty(places[layer]));
        Assert.All(places[0], name => Assert.Matches(@"embeddings\.|\.w[tp]e\.", name));
        Assert.All(Enumerable.Range(1, architecture.Layers), layer => Assert.All(
            places[layer].Where(name => !name.Contains(".ln_f.", StringComparison.Ordinal)),
            name => Assert.Contains($".{layer - 1}.", name, StringComparison.Ordinal)));
        Assert.All(places[architecture.Layers + 1], name => Assert.True(architecture.MayBeNew(name), name));
    }

    [Theory]
    [InlineData("bert", 20)]
    [InlineData("roberta", 18)] // two places stand before the first token's
    [InlineData("distilbert", 20)]
    [InlineData("gpt2", 20)]
    public void The_longest_text_is_read_to_its_end(string family, int maxTokens)
    {
        var architecture = TextFamilies.Of(family);
        using var network = TextFamilies.Create(architecture, new(TaskKind.TextClassification, 3, [], Dropout: null));

        Assert.Equal(maxTokens, architecture.MaxTokens);
        Assert.All(Logits(network, ModelInputs.Of(TextFamilies.Batch(maxTokens))), logit => Assert.True(float.IsFinite(logit)));
    }

    [Fact]
    public void A_RoBERTa_without_a_place_for_the_first_token_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(ConfigFile.FileName, """
            { "model_type": "roberta", "vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 12,
              "max_position_embeddings": 8, "type_vocab_size": 1, "pad_token_id": 7 }
            """);

        var refusal = Assert.Throws<MlOpsException>(() => Architectures.Of(ConfigFile.Read(file, ConfigFile.FileName), dropout: null));

        Assert.Contains("max_position_embeddings is 8; places are counted from the one after pad_token_id, 7", refusal.Message, StringComparison.Ordinal);
    }

    private static void Export(Architecture architecture, Network network, HeadShape head, string file)
    {
        var weights = network.named_parameters().ToDictionary(
            entry => entry.name, entry => new NamedTensor(entry.name, entry.parameter.shape, Values(entry.parameter)), StringComparer.Ordinal);
        architecture.Export(file, new(head, [.. Enumerable.Range(0, head.Outputs).Select(label => $"label {label}")], MultiLabel: false, name => weights[name]));
    }

    private static float[] Logits(Network network, ModelInputs batch)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Values(network.call(NetworkInputs.Of(batch, CPU)).Logits);
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
    }
}
