using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>GPT-2 with a classifier on each text's last token; its parameters have the names of transformers' GPT2ForSequenceClassification.</summary>
internal sealed class Gpt2Classifier : Network
{
    [ComponentName(Name = "transformer")]
    private readonly Gpt2Model _transformer;

    [ComponentName(Name = "score")]
    private readonly Module<Tensor, Tensor> _score;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The decoder's shape.</param>
    /// <param name="head">The classifier's; a single layer has no bias.</param>
    /// <param name="compute">Type of the decoder's matrix products: Float32 or BFloat16.</param>
    public Gpt2Classifier(Gpt2Config config, HeadShape head, ScalarType compute)
        : base(nameof(Gpt2Classifier))
    {
        _dropout = head.Dropout ?? 0;
        _transformer = new Gpt2Model(config, compute);
        _score = Classifier.Create(config.HiddenSize, head, config.InitializerRange, _dropout, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Scores texts.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var last = Last(_transformer.call(input), input.AttentionMask!); // [B, H]
        return new(_score.call(functional.dropout(last, _dropout, training)));
    }

    // [B, T, H] and [B, T] -> [B, H]
    private static Tensor Last(Tensor hidden, Tensor mask)
    {
        var places = arange(mask.shape[1], dtype: ScalarType.Int64, device: mask.device); // [T]
        var last = (mask * places).argmax(1).view(-1, 1, 1).expand(-1, 1, hidden.shape[2]); // [B, 1, H]
        return hidden.gather(1, last).squeeze(1);
    }
}
