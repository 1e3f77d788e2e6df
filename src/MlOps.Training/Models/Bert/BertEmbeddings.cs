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

    private readonly double _dropout;

    public BertEmbeddings(BertConfig config)
        : base(nameof(BertEmbeddings))
    {
        _words = Embedding(config.VocabularySize, config.HiddenSize, padding_idx: config.PaddingToken);
        _positions = Embedding(config.MaxPositions, config.HiddenSize);
        _types = Embedding(config.TypeVocabularySize, config.HiddenSize);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.HiddenDropout;
        RegisterComponents();
    }

    /// <summary>Looks the tokens up.</summary>
    /// <param name="inputIds">[B, T].</param>
    /// <param name="tokenTypeIds">[B, T].</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor inputIds, Tensor tokenTypeIds)
    {
        var places = arange(inputIds.shape[1], dtype: ScalarType.Int64, device: inputIds.device); // [T]
        var sum = _words.call(inputIds) + _types.call(tokenTypeIds) + _positions.call(places); // [B, T, H]
        return functional.dropout(_norm.call(sum), _dropout, training);
    }
}
