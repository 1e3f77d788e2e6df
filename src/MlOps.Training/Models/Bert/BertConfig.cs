namespace MlOps.Training.Models.Bert;

/// <summary>The shape of a BERT encoder, as <c>config.json</c> gives it.</summary>
/// <remarks>Devlin and others 2018, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding".</remarks>
public sealed record BertConfig
{
    /// <summary>Pieces in the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of a token's vector, H.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of encoder layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads, A; divides <see cref="HiddenSize"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the feed-forward part.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Rows of the table of places.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>Kinds of segments, usually 2.</summary>
    public required int TypeVocabularySize { get; init; }

    /// <summary>What stands between the two layers of the feed-forward part.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>The piece that fills short rows, whose embedding is not trained; null when every piece is.</summary>
    public int? PaddingToken { get; init; }

    /// <summary>RoBERTa's way to count places: padding, which is this piece, has the place of this number and the tokens those after it. Null: from 0.</summary>
    public int? PositionPadding { get; init; }

    /// <summary>Added to the variance in layer norms.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-12;

    /// <summary>Standard deviation of new weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Dropout of embeddings and of each sub-layer's output.</summary>
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>Dropout of attention probabilities.</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout before the classifier; <see cref="HiddenDropout"/> when null.</summary>
    public double? ClassifierDropout { get; init; }

    /// <summary>Longest input in tokens.</summary>
    public int MaxTokens => MaxPositions - (PositionPadding + 1 ?? 0);

    /// <summary>Whether segments are told apart.</summary>
    public bool ReadsTypes => TypeVocabularySize > 1;

    /// <summary>Whether the decoder of a language model is the table of word embeddings.</summary>
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>Reads a <c>config.json</c> of <c>model_type: bert</c> or of a family with the same layers.</summary>
    /// <param name="config">The file.</param>
    public static BertConfig Read(ConfigFile config)
    {
        config.Expect("position_embedding_type", "absolute");
        var hiddenSize = config.Whole("hidden_size");
        var heads = config.Whole("num_attention_heads");
        if (hiddenSize % heads != 0)
        {
            throw config.Incompatible($"hidden_size {hiddenSize} is not a multiple of num_attention_heads {heads}");
        }

        return new()
        {
            VocabularySize = config.Whole("vocab_size"),
            HiddenSize = hiddenSize,
            Layers = config.Whole("num_hidden_layers"),
            Heads = heads,
            IntermediateSize = config.Whole("intermediate_size"),
            MaxPositions = config.Whole("max_position_embeddings"),
            TypeVocabularySize = config.Whole("type_vocab_size"),
            Activation = Activations.Read(config, "hidden_act", Activation.Gelu),
            PaddingToken = config.Index("pad_token_id", config.Whole("vocab_size")),
            LayerNormEpsilon = config.Number("layer_norm_eps") ?? 1e-12,
            InitializerRange = config.Number("initializer_range") ?? 0.02,
            HiddenDropout = config.Number("hidden_dropout_prob") ?? 0.1,
            AttentionDropout = config.Number("attention_probs_dropout_prob") ?? 0.1,
            ClassifierDropout = config.Number("classifier_dropout"),
            TiesEmbeddings = config.Flag("tie_word_embeddings") ?? true,
        };
    }

    /// <summary>The same shape with another dropout everywhere in the encoder and before the classifier.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public BertConfig WithDropout(double? dropout) =>
        dropout is { } share ? this with { HiddenDropout = share, AttentionDropout = share, ClassifierDropout = share } : this;
}
