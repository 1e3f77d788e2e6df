using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>Turns tokens' vectors into a score of every piece; its decoder is the table of word embeddings.</summary>
internal sealed class BertLmHead : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [V]

    [ComponentName(Name = "transform")]
    private readonly BertLmTransform _transform;

    private readonly ScalarType _compute;

    public BertLmHead(BertConfig config, ScalarType compute)
        : base(nameof(BertLmHead))
    {
        _compute = compute;
        _bias = Parameter(zeros(config.VocabularySize));
        _transform = new BertLmTransform(config, compute);
        RegisterComponents();
    }

    /// <summary>Scores pieces.</summary>
    /// <param name="hidden">[..., H].</param>
    /// <param name="words">The table of word embeddings, [V, H].</param>
    /// <returns>Logits [..., V] in float32.</returns>
    public override Tensor forward(Tensor hidden, Tensor words) => TiedDecoder.Logits(_transform.call(hidden), words, _bias, _compute);
}
