namespace MlOps.Training.Models.Gpt2;

/// <summary>The shape of a GPT-2 decoder, as <c>config.json</c> gives it.</summary>
/// <remarks>Radford and others 2019, "Language Models are Unsupervised Multitask Learners".</remarks>
public sealed record Gpt2Config
{
    /// <summary>Pieces in the vocabulary.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of a token's vector, H.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Attention heads, A; divides <see cref="HiddenSize"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Width of the feed-forward part.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Longest input in tokens.</summary>
    public required int MaxPositions { get; init; }

    /// <summary>What stands between the two layers of the feed-forward part.</summary>
    public Activation Activation { get; init; } = Activation.GeluTanh;

    /// <summary>Added to the variance in layer norms.</summary>
    public double LayerNormEpsilon { get; init; } = 1e-5;

    /// <summary>Standard deviation of new weights.</summary>
    public double InitializerRange { get; init; } = 0.02;

    /// <summary>Dropout of the embeddings.</summary>
    public double EmbeddingDropout { get; init; } = 0.1;

    /// <summary>Dropout of attention probabilities.</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout of what each part adds to a token's vector.</summary>
    public double ResidualDropout { get; init; } = 0.1;

    /// <summary>Whether the decoder of the language model is the table of word embeddings.</summary>
    public bool TiesEmbeddings { get; init; } = true;

    /// <summary>Reads a <c>config.json</c> of <c>model_type: gpt2</c>.</summary>
    /// <param name="config">The file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: the shape is not possible, or attention is scaled in another way.</exception>
    public static Gpt2Config Read(ConfigFile config)
    {
        config.Expect("scale_attn_weights", true);
        config.Expect("scale_attn_by_inverse_layer_idx", false);
        var hiddenSize = config.Whole("n_embd");
        var heads = config.Whole("n_head");
        if (hiddenSize % heads != 0)
        {
            throw config.Incompatible($"n_embd {hiddenSize} is not a multiple of n_head {heads}");
        }

        return new()
        {
            VocabularySize = config.Whole("vocab_size"),
            HiddenSize = hiddenSize,
            Layers = config.Whole("n_layer"),
            Heads = heads,
            IntermediateSize = config.Number("n_inner") is null ? 4 * hiddenSize : config.Whole("n_inner"),
            MaxPositions = config.Whole("n_positions"),
            Activation = Activations.Read(config, "activation_function", Activation.GeluTanh),
            LayerNormEpsilon = config.Number("layer_norm_epsilon") ?? 1e-5,
            InitializerRange = config.Number("initializer_range") ?? 0.02,
            EmbeddingDropout = config.Number("embd_pdrop") ?? 0.1,
            AttentionDropout = config.Number("attn_pdrop") ?? 0.1,
            ResidualDropout = config.Number("resid_pdrop") ?? 0.1,
            TiesEmbeddings = config.Flag("tie_word_embeddings") ?? true,
        };
    }

    /// <summary>The same shape with another dropout everywhere.</summary>
    /// <param name="dropout">The dropout; null changes nothing.</param>
    public Gpt2Config WithDropout(double? dropout) =>
        dropout is { } share ? this with { EmbeddingDropout = share, AttentionDropout = share, ResidualDropout = share } : this;
}
