using MlOps.Models;
using MlOps.Testing;
using MlOps.Text.Tokenizers;
using MlOps.Training.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

/// <summary>A tiny configuration of each family of texts, in the words of its <c>config.json</c>.</summary>
internal static class TextFamilies
{
    public const int VocabularySize = 30;
    public const int PaddingId = 1;

    private const string Bert = """
        "vocab_size": 30, "hidden_size": 8, "num_hidden_layers": 3, "num_attention_heads": 2, "intermediate_size": 12, "max_position_embeddings": 20,
        "pad_token_id": 1, "hidden_act": "relu"
        """;

    private static readonly Dictionary<string, string> Configs = new(StringComparer.Ordinal)
    {
        ["bert"] = $"{Bert}, \"type_vocab_size\": 2",
        ["roberta"] = $"{Bert}, \"type_vocab_size\": 1",
        ["camembert"] = $"{Bert}, \"type_vocab_size\": 1",
        ["xlm-roberta"] = $"{Bert}, \"type_vocab_size\": 2",
        ["distilbert"] = """
            "vocab_size": 30, "dim": 8, "n_layers": 3, "n_heads": 2, "hidden_dim": 12, "max_position_embeddings": 20, "activation": "gelu_new"
            """,
        ["gpt2"] = """
            "vocab_size": 30, "n_embd": 8, "n_layer": 3, "n_head": 2, "n_inner": 12, "n_positions": 20, "activation_function": "gelu"
            """,
    };

    public static IEnumerable<string> Names => Configs.Keys;

    public static TextArchitecture Of(string family)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(ConfigFile.FileName, $"{{ \"model_type\": \"{family}\", {Configs[family]} }}");
        return (TextArchitecture)Architectures.Of(ConfigFile.Read(file, ConfigFile.FileName), dropout: null);
    }

    /// <summary>A network in which no parameter is 0 or 1, so that none can be forgotten unseen.</summary>
    public static Network Create(Architecture architecture, HeadShape head)
    {
        _ = manual_seed(3);
        var network = architecture.Create(head, ScalarType.Float32);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        foreach (var parameter in network.parameters())
        {
            _ = parameter.add_(randn(parameter.shape) * 0.3);
        }

        network.eval();
        return network;
    }

    /// <summary>Texts of several lengths in one batch, the second half of each of type 1.</summary>
    public static TokenBatch Batch(params int[] lengths)
    {
        var random = new Random(5);
        return TokenBatch.Pad(
            [.. lengths.Select(length => new EncodedText(
                [.. Enumerable.Range(0, length).Select(_ => random.Next(2, VocabularySize))],
                [.. Enumerable.Range(0, length).Select(place => 2 * place / length)]))],
            PaddingId);
    }

    public static int Outputs(TaskKind task) => task is TaskKind.MaskedLm or TaskKind.CausalLm ? VocabularySize : 3;
}
