using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>The sum of a token's own vector and its place's, normalized.</summary>
internal sealed class DistilBertEmbeddings : Module<Tensor, Tensor>
{
    [ComponentName(Name = "word_embeddings")]
    private readonly Embedding _words;

    [ComponentName(Name = "position_embeddings")]
    private readonly Embedding _positions;

    [ComponentName(Name = "LayerNorm")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    public DistilBertEmbeddings(DistilBertConfig config)
        : base(nameof(DistilBertEmbeddings))
    {
        _words = Embedding(config.VocabularySize, config.HiddenSize, padding_idx: config.PaddingToken);
        _positions = Embedding(config.MaxPositions, config.HiddenSize);
        _positions.weight!.requires_grad = !config.FixedPositions;
        _norm = LayerNorm(config.HiddenSize, DistilBertConfig.LayerNormEpsilon);
        _dropout = config.HiddenDropout;
        RegisterComponents();
    }

    /// <summary>The table of the pieces' vectors, [V, H].</summary>
    public Tensor Words => _words.weight!;

    /// <summary>Looks the tokens up.</summary>
    /// <param name="inputIds">[B, T].</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor inputIds)
    {
        var places = arange(inputIds.shape[1], dtype: ScalarType.Int64, device: inputIds.device); // [T]
        var sum = _words.call(inputIds) + _positions.call(places); // [B, T, H]
        return functional.dropout(_norm.call(sum), _dropout, training);
    }
}
