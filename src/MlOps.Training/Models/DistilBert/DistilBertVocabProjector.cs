using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>The language model's decoder: the table of word embeddings with a bias of its own.</summary>
internal sealed class DistilBertVocabProjector : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [V]

    private readonly ScalarType _compute;

    public DistilBertVocabProjector(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertVocabProjector))
    {
        _compute = compute;
        _bias = Parameter(zeros(config.VocabularySize));
        RegisterComponents();
    }

    /// <summary>Scores pieces.</summary>
    /// <param name="hidden">[..., H].</param>
    /// <param name="words">The table of word embeddings, [V, H].</param>
    /// <returns>Logits [..., V] in float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor words) => TiedDecoder.Logits(hidden, words, _bias, _compute);
}
