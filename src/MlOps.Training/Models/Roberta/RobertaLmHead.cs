using MlOps.Training.Models.Bert;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Roberta;

/// <summary>Turns tokens' vectors into a score of every piece; its decoder is the table of word embeddings.</summary>
internal sealed class RobertaLmHead : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    [ComponentName(Name = "layer_norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias; // [V]

    private readonly ScalarType _compute;

    public RobertaLmHead(BertConfig config, ScalarType compute)
        : base(nameof(RobertaLmHead))
    {
        _compute = compute;
        _dense = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, compute);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _bias = Parameter(zeros(config.VocabularySize));
        RegisterComponents();
    }

    /// <inheritdoc cref="BertLmHead.forward"/>
    public override Tensor forward(Tensor hidden, Tensor words)
    {
        var transformed = _norm.call(_dense.call(hidden).gelu().to(ScalarType.Float32)); // [..., H]
        return TiedDecoder.Logits(transformed, words, _bias, _compute);
    }
}
