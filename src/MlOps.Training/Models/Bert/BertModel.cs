using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The encoder without a head.</summary>
/// <remarks>Devlin and others 2018, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding".</remarks>
internal sealed class BertModel : Module<Tensor, Tensor, Tensor, (Tensor Hidden, Tensor Pooled)>
{
    [ComponentName(Name = "embeddings")]
    private readonly BertEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly BertEncoder _encoder;

    [ComponentName(Name = "pooler")]
    private readonly BertPooler _pooler;

    public BertModel(BertConfig config, ScalarType compute)
        : base(nameof(BertModel))
    {
        _embeddings = new BertEmbeddings(config);
        _encoder = new BertEncoder(config, compute);
        _pooler = new BertPooler(config, compute);
        RegisterComponents();
    }

    /// <summary>Encodes texts.</summary>
    /// <param name="inputIds">[B, T].</param>
    /// <param name="attentionMask">[B, T], 1 where a token stands and 0 at padding.</param>
    /// <param name="tokenTypeIds">[B, T].</param>
    /// <returns>Each token's vector [B, T, H], and each text's [B, H].</returns>
    public override (Tensor Hidden, Tensor Pooled) forward(Tensor inputIds, Tensor attentionMask, Tensor tokenTypeIds)
    {
        var mask = attentionMask.to(ScalarType.Bool).unsqueeze(1).unsqueeze(2); // [B, 1, 1, T]
        var hidden = _encoder.call(_embeddings.call(inputIds, tokenTypeIds), mask); // [B, T, H]
        return (hidden, _pooler.call(hidden));
    }
}
