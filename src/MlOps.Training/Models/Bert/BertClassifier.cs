using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>BERT with a classifier on each text's vector; its parameters have the names of transformers' BertForSequenceClassification.</summary>
internal sealed class BertClassifier : Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "bert")]
    private readonly BertModel _bert;

    [ComponentName(Name = "classifier")]
    private readonly Module<Tensor, Tensor> _classifier;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="shape">The classifier's.</param>
    /// <param name="compute">Type of the encoder's matrix products: Float32 or BFloat16.</param>
    public BertClassifier(BertConfig config, ClassifierShape shape, ScalarType compute)
        : base(nameof(BertClassifier))
    {
        _dropout = shape.Dropout ?? config.ClassifierDropout ?? config.HiddenDropout;
        _bert = new BertModel(config, compute);
        _classifier = Classifier.Create(config.HiddenSize, shape, config.InitializerRange, _dropout);
        RegisterComponents();
    }

    /// <summary>Scores texts.</summary>
    /// <param name="inputIds">[B, T].</param>
    /// <param name="attentionMask">[B, T], 1 where a token stands and 0 at padding.</param>
    /// <param name="tokenTypeIds">[B, T].</param>
    /// <returns>Logits [B, labels] in float32.</returns>
    public override Tensor forward(Tensor inputIds, Tensor attentionMask, Tensor tokenTypeIds)
    {
        var (_, pooled) = _bert.call(inputIds, attentionMask, tokenTypeIds); // [B, H]
        return _classifier.call(functional.dropout(pooled, _dropout, training));
    }
}
