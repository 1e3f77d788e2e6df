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
            public static Tensor scaled_dot_product_attention(
                Tensor query, Tensor key, Tensor value, Tensor? attn_mask = null, double p = 0.0, bool is_casual = false)
            {
                var scores = query.matmul(key.transpose(-2, -1)).div(Math.Sqrt(query.size(-1))); // [..., L, S]
                if (is_casual)
                {
                    var places = ones([query.size(-2), key.size(-2)], ScalarType.Bool, query.device).tril();
                    scores = scores.masked_fill(places.logical_not(), double.NegativeInfinity);
                }

                if (attn_mask is not null)
                {
                    scores = attn_mask.dtype == ScalarType.Bool
                        ? scores.masked_fill(attn_mask.logical_not(), double.NegativeInfinity)
                        : scores.add(attn_mask);
                }

                return dropout(scores.softmax(-1), p, p > 0).matmul(value);
            }
        }
    }
}
