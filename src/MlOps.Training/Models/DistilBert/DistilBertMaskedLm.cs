using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>DistilBERT that guesses covered tokens; its parameters have the names of transformers' DistilBertForMaskedLM.</summary>
internal sealed class DistilBertMaskedLm : Network
{
    [ComponentName(Name = "distilbert")]
    private readonly DistilBertModel _distilbert;

    [ComponentName(Name = "vocab_transform")]
    private readonly Dense _transform;

    [ComponentName(Name = "vocab_layer_norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "vocab_projector")]
    private readonly DistilBertVocabProjector _projector;

    private readonly Activation _activation;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="compute">Type of the matrix products: Float32 or BFloat16.</param>
    public DistilBertMaskedLm(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertMaskedLm))
    {
        _distilbert = new DistilBertModel(config, compute);
        _transform = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, compute);
        _norm = LayerNorm(config.HiddenSize, DistilBertConfig.LayerNormEpsilon);
        _projector = new DistilBertVocabProjector(config, compute);
        _activation = config.Activation;
        RegisterComponents();
    }

    /// <summary>Scores every piece of the vocabulary at every place that is asked for.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, T, V], or [N, V] for N places, in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var hidden = input.AtPlaces(_distilbert.call(input));
        var transformed = _norm.call(_activation.Of(_transform.call(hidden)).to(ScalarType.Float32)); // [..., H]
        return new(_projector.call(transformed, _distilbert.WordEmbeddings));
    }
}
