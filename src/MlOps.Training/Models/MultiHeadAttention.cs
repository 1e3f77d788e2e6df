using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>Scaled dot-product attention of A heads, each of width D = H / A.</summary>
/// <remarks>Vaswani and others 2017, "Attention Is All You Need", section 3.2.</remarks>
internal static class MultiHeadAttention
{
    /// <summary>Mixes the values of a text's tokens.</summary>
    /// <param name="query">[B, T, H].</param>
    /// <param name="key">[B, T, H].</param>
    /// <param name="value">[B, T, H].</param>
    /// <param name="heads">A.</param>
    /// <param name="mask">[B, 1, 1, T] or [B, 1, T, T], true where a query may look at a token.</param>
    /// <param name="dropout">Share of attention weights that are dropped; 0 outside training.</param>
    /// <returns>[B, T, H].</returns>
    public static Tensor Mix(Tensor query, Tensor key, Tensor value, int heads, Tensor mask, double dropout)
    {
        var mixed = functional.scaled_dot_product_attention(
            Split(query, heads), Split(key, heads), Split(value, heads), mask, dropout); // [B, A, T, D]
        return mixed.transpose(1, 2).flatten(2); // [B, T, H]
    }

    private static Tensor Split(Tensor hidden, int heads)
    {
        var (rows, tokens) = (hidden.shape[0], hidden.shape[1]);
        return hidden.view(rows, tokens, heads, -1).transpose(1, 2); // [B, A, T, D]
    }
}
