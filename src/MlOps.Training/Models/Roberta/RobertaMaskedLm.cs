using MlOps.Training.Models.Bert;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Roberta;

/// <summary>RoBERTa that guesses covered tokens; its parameters have the names of transformers' RobertaForMaskedLM.</summary>
internal sealed class RobertaMaskedLm : Network
{
    [ComponentName(Name = "roberta")]
    private readonly BertModel _roberta;

    [ComponentName(Name = "lm_head")]
    private readonly RobertaLmHead _head;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="compute">Type of the matrix products: Float32 or BFloat16.</param>
    public RobertaMaskedLm(BertConfig config, ScalarType compute)
        : base(nameof(RobertaMaskedLm))
    {
        _roberta = new BertModel(config, compute, pools: false);
        _head = new RobertaLmHead(config, compute);
        RegisterComponents();
    }

    /// <summary>Scores every piece of the vocabulary at every place that is asked for.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, T, V], or [N, V] for N places, in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input) =>
        new(_head.call(input.AtPlaces(_roberta.call(input)), _roberta.WordEmbeddings));
}
