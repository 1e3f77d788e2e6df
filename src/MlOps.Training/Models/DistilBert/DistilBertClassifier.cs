using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>DistilBERT with a classifier on each text's first token; its parameters have the names of transformers' DistilBertForSequenceClassification.</summary>
internal sealed class DistilBertClassifier : Network
{
    [ComponentName(Name = "distilbert")]
    private readonly DistilBertModel _distilbert;

    [ComponentName(Name = "pre_classifier")]
    private readonly Dense _preClassifier;

    [ComponentName(Name = "classifier")]
    private readonly Module<Tensor, Tensor> _classifier;

    private readonly double _dropout;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="head">The classifier's.</param>
    /// <param name="compute">Type of the encoder's matrix products: Float32 or BFloat16.</param>
    public DistilBertClassifier(DistilBertConfig config, HeadShape head, ScalarType compute)
        : base(nameof(DistilBertClassifier))
    {
        _dropout = head.Dropout ?? config.ClassifierDropout;
        _distilbert = new DistilBertModel(config, compute);
        _preClassifier = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, ScalarType.Float32);
        _classifier = Classifier.Create(config.HiddenSize, head, config.InitializerRange, _dropout);
        RegisterComponents();
    }

    /// <summary>Scores texts.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input)
    {
        var pooled = _preClassifier.call(_distilbert.call(input).select(1, 0)).relu(); // [B, H]
        return new(_classifier.call(functional.dropout(pooled, _dropout, training)));
    }
}
