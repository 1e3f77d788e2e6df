using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>Attention of a text's tokens to each other.</summary>
internal sealed class BertSelfAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "query")]
    private readonly Dense _query;

    [ComponentName(Name = "key")]
    private readonly Dense _key;

    [ComponentName(Name = "value")]
    private readonly Dense _value;

    private readonly int _heads;
    private readonly double _dropout;

    public BertSelfAttention(BertConfig config, ScalarType compute)
        : base(nameof(BertSelfAttention))
    {
        var width = config.HiddenSize;
        _query = new Dense(width, width, config.InitializerRange, compute);
        _key = new Dense(width, width, config.InitializerRange, compute);
        _value = new Dense(width, width, config.InitializerRange, compute);
        _heads = config.Heads;
        _dropout = config.AttentionDropout;
        RegisterComponents();
    }

    /// <summary>Mixes the vectors of a text's tokens.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <param name="mask">[B, 1, 1, T], true where a token stands.</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor hidden, Tensor mask) => MultiHeadAttention.Mix(
        _query.call(hidden), _key.call(hidden), _value.call(hidden), _heads, mask, training ? _dropout : 0);
}
