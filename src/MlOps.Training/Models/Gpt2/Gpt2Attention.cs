using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>Attention of each token to itself and those before it.</summary>
internal sealed class Gpt2Attention : Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "c_attn")]
    private readonly Gpt2Projection _queryKeyValue;

    [ComponentName(Name = "c_proj")]
    private readonly Gpt2Projection _output;

    private readonly Gpt2Config _config;

    public Gpt2Attention(Gpt2Config config, ScalarType compute)
        : base(nameof(Gpt2Attention))
    {
        _config = config;
        _queryKeyValue = new Gpt2Projection(config.HiddenSize, 3 * config.HiddenSize, config.InitializerRange, compute);
        _output = new Gpt2Projection(config.HiddenSize, config.HiddenSize, config.InitializerRange, compute);
        RegisterComponents();
    }

    /// <summary>Mixes the vectors of a text's tokens.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <param name="mask">[B, 1, T, T], true where a query may look at a token.</param>
    /// <returns>[B, T, H].</returns>
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        var parts = _queryKeyValue.call(hidden).chunk(3, -1); // three of [B, T, H]
        var mixed = MultiHeadAttention.Mix(parts[0], parts[1], parts[2], _config.Heads, mask, training ? _config.AttentionDropout : 0);
        return functional.dropout(_output.call(mixed), _config.ResidualDropout, training);
    }
}
