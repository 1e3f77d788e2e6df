using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>BERT with a classifier on each text's vector; its parameters have the names of transformers' BertForSequenceClassification.</summary>
internal sealed class BertClassifier : Network
{
    [ComponentName(Name = "bert")]
    private readonly BertModel _bert;

    [ComponentName(Name = "classifier")]
    private readonly Module<Tensor, Tensor> _classifier;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="head">The classifier's.</param>
    /// <param name="compute">Type of the encoder's matrix products: Float32 or BFloat16.</param>
    public BertClassifier(BertConfig config, HeadShape head, ScalarType compute)
        : base(nameof(BertClassifier))
    {
        _dropout = head.Dropout ?? config.ClassifierDropout ?? config.HiddenDropout;
        _bert = new BertModel(config, compute, pools: true);
        _classifier = Classifier.Create(config.HiddenSize, head, config.InitializerRange, _dropout);
        RegisterComponents();
    }

    /// <summary>Scores texts.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var pooled = _bert.Pool(_bert.call(input)); // [B, H]
        return new(_classifier.call(functional.dropout(pooled, _dropout, training)));
    }
}
