using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Bert;

/// <summary>Scaled dot-product attention of A heads, each of width D = H / A.</summary>
/// <remarks>Vaswani and others 2017, "Attention Is All You Need", section 3.2.</remarks>
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
    public override Tensor forward(Tensor hidden, Tensor mask)
    {
        var mixed = functional.scaled_dot_product_attention(
            SplitHeads(_query.call(hidden)),
            SplitHeads(_key.call(hidden)),
            SplitHeads(_value.call(hidden)),
            mask,
            training ? _dropout : 0); // [B, A, T, D]
        return mixed.transpose(1, 2).flatten(2); // [B, T, H]
    }

    private Tensor SplitHeads(Tensor hidden)
    {
        var (rows, tokens) = (hidden.shape[0], hidden.shape[1]);
        return hidden.view(rows, tokens, _heads, -1).transpose(1, 2); // [B, A, T, D]
    }
}
