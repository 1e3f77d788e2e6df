using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>Makes a text's vector from its first token's.</summary>
internal sealed class BertPooler : Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Dense _dense;

    public BertPooler(BertConfig config, ScalarType compute)
        : base(nameof(BertPooler))
    {
        _dense = new Dense(config.HiddenSize, config.HiddenSize, config.InitializerRange, compute);
        RegisterComponents();
    }

    /// <summary>Takes the first token, [CLS].</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <returns>[B, H].</returns>
    public override Tensor forward(Tensor hidden) => _dense.call(hidden.select(1, 0)).tanh();
}
