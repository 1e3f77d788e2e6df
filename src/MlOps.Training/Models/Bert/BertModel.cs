using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>The encoder without a head.</summary>
/// <remarks>Devlin and others 2018, "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding".</remarks>
internal sealed class BertModel : Module<NetworkInputs, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly BertEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly BertEncoder _encoder;

    [ComponentName(Name = "pooler")]
    private readonly BertPooler? _pooler;

    /// <summary>Creates the encoder.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="compute">Type of its matrix products: Float32 or BFloat16.</param>
    /// <param name="pools">Whether the head asks for texts' vectors.</param>
    public BertModel(BertConfig config, ScalarType compute, bool pools)
        : base(nameof(BertModel))
    {
        _embeddings = new BertEmbeddings(config);
        _encoder = new BertEncoder(config, compute);
        _pooler = pools ? new BertPooler(config, compute) : null;
        RegisterComponents();
    }

    /// <summary>The table of the pieces' vectors, [V, H].</summary>
    public Tensor WordEmbeddings => _embeddings.Words;

    /// <summary>Encodes texts.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Each token's vector, [B, T, H].</returns>
    public override Tensor forward(NetworkInputs input)
    {
        var mask = input.AttentionMask!.to(ScalarType.Bool).unsqueeze(1).unsqueeze(2); // [B, 1, 1, T]
        return _encoder.call(_embeddings.call(input.InputIds!, input.TokenTypeIds!), mask);
    }

    /// <summary>Makes texts' vectors; only where the model was created to.</summary>
    /// <param name="hidden">Each token's vector, [B, T, H].</param>
    /// <returns>[B, H].</returns>
    public Tensor Pool(Tensor hidden) => _pooler!.call(hidden);
}
