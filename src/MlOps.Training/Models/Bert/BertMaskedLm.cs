using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Bert;

/// <summary>BERT that guesses covered tokens; its parameters have the names of transformers' BertForMaskedLM.</summary>
internal sealed class BertMaskedLm : Network
{
    [ComponentName(Name = "bert")]
    private readonly BertModel _bert;

    [ComponentName(Name = "cls")]
    private readonly BertLmHeads _heads;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="compute">Type of the matrix products: Float32 or BFloat16.</param>
    public BertMaskedLm(BertConfig config, ScalarType compute)
        : base(nameof(BertMaskedLm))
    {
        _bert = new BertModel(config, compute, pools: false);
        _heads = new BertLmHeads(config, compute);
        RegisterComponents();
    }

    /// <summary>Scores every piece of the vocabulary at every place that is asked for.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, T, V], or [N, V] for N places, in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input) =>
        new(_heads.call(input.AtPlaces(_bert.call(input)), _bert.WordEmbeddings));
}
