using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Gpt2;

/// <summary>GPT-2 that guesses the next token; its parameters have the names of transformers' GPT2LMHeadModel.</summary>
internal sealed class Gpt2LanguageModel : Network
{
    [ComponentName(Name = "transformer")]
    private readonly Gpt2Model _transformer;

    private readonly ScalarType _compute;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="compute">Type of the matrix products: Float32 or BFloat16.</param>
    public Gpt2LanguageModel(Gpt2Config config, ScalarType compute)
        : base(nameof(Gpt2LanguageModel))
    {
        _compute = compute;
        _transformer = new Gpt2Model(config, compute);
        RegisterComponents();
    }

    /// <summary>Scores every piece of the vocabulary as the next token, at every place that is asked for.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, T, V], or [N, V] for N places, in float32; those of a place are of the token after it.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var hidden = input.AtPlaces(_transformer.call(input));
        return new(TiedDecoder.Logits(hidden, _transformer.WordEmbeddings, bias: null, _compute));
    }
}
