using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>What BERT was pretrained with, without the guess whether two sentences follow each other.</summary>
internal sealed class BertLmHeads : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "predictions")]
    private readonly BertLmHead _predictions;

    public BertLmHeads(BertConfig config, ScalarType compute)
        : base(nameof(BertLmHeads))
    {
        _predictions = new BertLmHead(config, compute);
        RegisterComponents();
    }

    /// <inheritdoc cref="BertLmHead.forward"/>
    public override Tensor forward(Tensor hidden, Tensor words) => _predictions.call(hidden, words);
}
