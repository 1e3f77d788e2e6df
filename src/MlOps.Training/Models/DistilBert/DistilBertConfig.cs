namespace MlOps.Training.Models.DistilBert;

/// <summary>The shape of a DistilBERT encoder, as <c>config.json</c> gives it.</summary>
/// <remarks>Sanh and others 2019, "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter".</remarks>
public sealed record DistilBertConfig
{
    /// <summary>Added to the variance in layer norms; no key of the file changes it.</summary>
    public const double LayerNormEpsilon = 1e-12;

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

    /// <summary>Longest input in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>What stands between the two layers of the feed-forward part.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>The piece that fills short rows, whose embedding is not trained; null when every piece is.</summary>
    public int? PaddingToken { get; init; }

    /// <summary>Whether places have fixed sines, which are not trained.</summary>
    public bool FixedPositions { get; init; }

    /// <summary>Standard deviation of new weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Dropout of embeddings and of the feed-forward part.</summary>
    public double HiddenDropout { get; init; } = 0.1;

    /// <summary>Dropout of attention probabilities.</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout before the classifier of texts.</summary>
    public double ClassifierDropout { get; init; } = 0.2;

    /// <summary>Whether the decoder of a language model is the table of word embeddings.</summary>
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>Reads a <c>config.json</c> of <c>model_type: distilbert</c>.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the shape is not possible.</exception>
    public static DistilBertConfig Read(ConfigFile config)
    {
        var hiddenSize = config.Whole("dim");
        var heads = config.Whole("n_heads");
        if (hiddenSize % heads != 0)
        {
            throw config.Incompatible($"dim {hiddenSize} is not a multiple of n_heads {heads}");
        }

        return new()
        {
            VocabularySize = config.Whole("vocab_size"),
            HiddenSize = hiddenSize,
            Layers = config.Whole("n_layers"),
            Heads = heads,
            IntermediateSize = config.Whole("hidden_dim"),
            MaxPositions = config.Whole("max_position_embeddings"),
            Activation = Activations.Read(config, "activation", Activation.Gelu),
            PaddingToken = config.Index("pad_token_id", config.Whole("vocab_size")),
            FixedPositions = config.Flag("sinusoidal_pos_embds") ?? false,
            InitializerRange = config.Number("initializer_range") ?? 0.02,
            HiddenDropout = config.Number("dropout") ?? 0.1,
            AttentionDropout = config.Number("attention_dropout") ?? 0.1,
            ClassifierDropout = config.Number("seq_classif_dropout") ?? 0.2,
            TiesEmbeddings = config.Flag("tie_word_embeddings") ?? true,
        };
    }

    /// <summary>The same shape with another dropout everywhere in the encoder and before the classifier.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public DistilBertConfig WithDropout(double? dropout) =>
        dropout is { } share ? this with { HiddenDropout = share, AttentionDropout = share, ClassifierDropout = share } : this;
}
