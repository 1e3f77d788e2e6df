using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>The encoder without a head.</summary>
/// <remarks>Sanh and others 2019, "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter".</remarks>
internal sealed class DistilBertModel : Module<NetworkInputs, Tensor>
{
    [ComponentName(Name = "embeddings")]
    private readonly DistilBertEmbeddings _embeddings;

    [ComponentName(Name = "transformer")]
    private readonly DistilBertTransformer _transformer;

    public DistilBertModel(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertModel))
    {
        _embeddings = new DistilBertEmbeddings(config);
        _transformer = new DistilBertTransformer(config, compute);
        RegisterComponents();
    }

    /// <summary>The table of the pieces' vectors, [V, H].</summary>
    public Tensor WordEmbeddings => _embeddings.Words;

    /// <summary>Encodes texts.</summary>
    /// <param name="input">Texts, [B, T]; segments are not told apart.</param>
    /// <returns>Each token's vector, [B, T, H].</returns>
    public override Tensor forward(NetworkInputs input)
    {
        var mask = input.AttentionMask!.to(ScalarType.Bool).unsqueeze(1).unsqueeze(2); // [B, 1, 1, T]
        return _transformer.call(_embeddings.call(input.InputIds!), mask);
    }
}
