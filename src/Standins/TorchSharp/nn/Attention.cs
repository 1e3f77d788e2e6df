using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>softmax(Q K^T / sqrt(d) + mask) V.</summary>
            /// <param name="query">[..., L, d].</param>
            /// <param name="key">[..., S, d].</param>
            /// <param name="value">[..., S, v].</param>
            /// <param name="attn_mask">[..., L, S]; true where a key takes part, or a number that is added.</param>
            /// <param name="p">The chance that a weight is dropped.</param>
            /// <param name="is_casual">Whether a query sees only the keys up to its own place.</param>
            /// <remarks>In one operator on the CPU, or where libtorch has one; otherwise composed.</remarks>
            public static unsafe Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                if (!is_casual)
                {
                    nint result;
                    var done = NativeMethods.Check(NativeMethods.ts_attention(
                        query.Handle, key.Handle, value.Handle, attn_mask?.Handle ?? 0, p, &result));
                    GC.KeepAlive(query);
                    GC.KeepAlive(key);
                    GC.KeepAlive(value);
                    GC.KeepAlive(attn_mask);
                    if (done != 0)
                    {
                        return new Tensor(result);
                    }
                }

                return Aten.ScaledDotProductAttention.Exists
                    ? Aten.ScaledDotProductAttention.Call(query, key, value, attn_mask, p, is_casual)
                    : Composed(query, key, value, attn_mask, p, is_casual);
            }

            private static Tensor Composed(Tensor query, Tensor key, Tensor value, Tensor? mask, double p, bool causal)
            {
                var scores = query.matmul(key.transpose(-2, -1)).div(Math.Sqrt(query.size(-1))); // [..., L, S]
                if (causal)
                {
                    var places = ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril();
                    scores = scores.masked_fill(places.logical_not(), double.NegativeInfinity);
                }

                if (mask is not null)
                {
                    scores = mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(mask.logical_not(), double.NegativeInfinity)
                        : scores.add(mask);
                }

                return dropout(scores.softmax(-1), p, p > 0).matmul(value);
            }
        }
    }
}
