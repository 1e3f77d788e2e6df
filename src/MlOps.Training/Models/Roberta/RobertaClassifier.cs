using MlOps.Training.Models.Bert;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MlOps.Training.Models.Roberta;

/// <summary>RoBERTa with a classifier on each text's first token; its parameters have the names of transformers' RobertaForSequenceClassification.</summary>
internal sealed class RobertaClassifier : Network
{
    [ComponentName(Name = "roberta")]
    private readonly BertModel _roberta;

    [ComponentName(Name = "classifier")]
    private readonly RobertaClassificationHead _classifier;

    /// <summary>Creates the model with new weights.</summary>
    /// <param name="config">The encoder's shape.</param>
    /// <param name="head">The classifier's.</param>
    /// <param name="compute">Type of the encoder's matrix products: Float32 or BFloat16.</param>
    public RobertaClassifier(BertConfig config, HeadShape head, ScalarType compute)
        : base(nameof(RobertaClassifier))
    {
        _roberta = new BertModel(config, compute, pools: false);
        _classifier = new RobertaClassificationHead(config, head);
        RegisterComponents();
    }

    /// <summary>Scores texts.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input) => new(_classifier.call(_roberta.call(input)));
}
