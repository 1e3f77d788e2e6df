using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.DistilBert;

/// <summary>Attention of a text's tokens to each other.</summary>
internal sealed class DistilBertAttention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "q_lin")]
    private readonly Dense _query;

    [ComponentName(Name = "k_lin")]
    private readonly Dense _key;

    [ComponentName(Name = "v_lin")]
    private readonly Dense _value;

    [ComponentName(Name = "out_lin")]
    private readonly Dense _output;

    private readonly int _heads;
    private readonly double _dropout;

    public DistilBertAttention(DistilBertConfig config, ScalarType compute)
        : base(nameof(DistilBertAttention))
    {
        var width = config.HiddenSize;
        _query = new Dense(width, width, config.InitializerRange, compute);
        _key = new Dense(width, width, config.InitializerRange, compute);
        _value = new Dense(width, width, config.InitializerRange, compute);
        _output = new Dense(width, width, config.InitializerRange, compute);
        _heads = config.Heads;
        _dropout = config.AttentionDropout;
        RegisterComponents();
    }

    /// <summary>Mixes the vectors of a text's tokens.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <param name="mask">[B, 1, 1, T], true where a token stands.</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor hidden, Tensor mask) => _output.call(MultiHeadAttention.Mix(
        _query.call(hidden), _key.call(hidden), _value.call(hidden), _heads, mask, training ? _dropout : 0));
}
