using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The sum of a token's own vector, its place's and its segment's, normalized.</summary>
internal sealed class BertEmbeddings : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _words;

    [ComponentName(Name = "position_embeddings")]
    private readonly Embedding _positions;

    [ComponentName(Name = "token_type_embeddings")]
    private readonly Embedding _types;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly BertConfig _config;

    public BertEmbeddings(BertConfig config)
        : base(nameof(BertEmbeddings))
    {
        _config = config;
        _words = Embedding(config.VocabularySize, config.HiddenSize, padding_idx: config.PaddingToken);
        _positions = Embedding(config.MaxPositions, config.HiddenSize, padding_idx: config.PositionPadding);
        _types = Embedding(config.TypeVocabularySize, config.HiddenSize);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        RegisterComponents();
    }

    /// <summary>The table of the pieces' vectors, [V, H].</summary>
    public Tensor Words => _words.weight!;

    /// <summary>Looks the tokens up.</summary>
    /// <param name="inputIds">[B, T].</param>
    /// <param name="tokenTypeIds">[B, T]; not read where there is one kind of segment only.</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor inputIds, Tensor tokenTypeIds)
    {
        var types = _config.ReadsTypes ? tokenTypeIds : zeros_like(inputIds);
        var sum = _words.call(inputIds) + _types.call(types) + _positions.call(Places(inputIds)); // [B, T, H]
        return functional.dropout(_norm.call(sum), _config.HiddenDropout, training);
    }

    // [T], or [B, T] where padding has a place of its own and the others are counted from the one after it
    private Tensor Places(Tensor inputIds)
    {
        if (_config.PositionPadding is not { } padding)
        {
            return arange(inputIds.shape[1], dtype: ScalarType.Int64, device: inputIds.device);
        }

        var isToken = inputIds.ne(padding).to(ScalarType.Int64);
        return (isToken.cumsum(1) * isToken) + padding;
    }
}
