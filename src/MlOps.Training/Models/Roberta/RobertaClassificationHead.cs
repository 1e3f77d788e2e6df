using MlOps.Training.Models.Bert;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Roberta;

/// <summary>Scores a text by its first token.</summary>
internal sealed class RobertaClassificationHead : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    [ComponentName(Name = "out_proj")]
    private readonly Module<Tensor, Tensor> _output;

    private readonly double _dropout;

    public RobertaClassificationHead(BertConfig config, HeadShape head)
        : base(nameof(RobertaClassificationHead))
    {
        _dropout = head.Dropout ?? config.ClassifierDropout ?? config.HiddenDropout;
        _dense = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, ScalarType.Float32);
        _output = Classifier.Create(config.HiddenSize, head, config.InitializerRange, _dropout);
        RegisterComponents();
    }

    /// <summary>Takes the first token.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <returns>Logits [B, C] in float32.</returns>
    public override Tensor forward(Tensor hidden)
    {
        var first = functional.dropout(hidden.select(1, 0), _dropout, training); // [B, H]
        return _output.call(functional.dropout(_dense.call(first).tanh(), _dropout, training));
    }
}
