using MlOps.Models;

namespace MlOps.Bench.Texts;

/// <summary>A network that is timed: 4 layers, hidden size 256, 8 heads, 8,192 pieces; its weights are random.</summary>
/// <param name="Family">As <c>model_type</c> names it.</param>
/// <param name="Task">What it learns.</param>
internal sealed record Case(string Family, TaskKind Task)
{
    public const int VocabularySize = 8192;
    public const int BatchSize = 16;
    public const int Length = 128;

    private const string Bert = """
        "vocab_size": 8192, "hidden_size": 256, "num_hidden_layers": 4, "num_attention_heads": 8, "intermediate_size": 1024, "max_position_embeddings": 514, "pad_token_id": 1
        """;

    public static IReadOnlyList<Case> All { get; } =
    [
        new("distilbert", TaskKind.TextClassification),
        new("roberta", TaskKind.TextClassification),
        new("roberta", TaskKind.TokenClassification),
        new("bert", TaskKind.MaskedLm),
        new("gpt2", TaskKind.TextClassification),
        new("gpt2", TaskKind.CausalLm),
    ];

    /// <summary>Its <c>config.json</c>.</summary>
    public string Config => $$"""{ "model_type": "{{Family}}", {{Shape}} }""";

    private string Shape => Family switch
    {
        "distilbert" => """ "vocab_size": 8192, "dim": 256, "n_layers": 4, "n_heads": 8, "hidden_dim": 1024, "max_position_embeddings": 512, "pad_token_id": 1, "seq_classif_dropout": 0.1 """,
        "gpt2" => """ "vocab_size": 8192, "n_embd": 256, "n_layer": 4, "n_head": 8, "n_positions": 512 """,
        "roberta" => $"{Bert}, \"type_vocab_size\": 1",
        _ => $"{Bert}, \"type_vocab_size\": 2",
    };
}
