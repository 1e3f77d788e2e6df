using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Rows of a table, by their numbers. The padding row, where there is one, starts as zero and gets no gradient.</summary>
        public sealed class Embedding : nn.Module<Tensor, Tensor>
        {
            private readonly long _padding;
            private readonly bool _scaleGradByFrequency;

            internal Embedding(long rows, long width, long? padding, bool scaleGradByFrequency, Device? device, ScalarType? dtype)
                : base(nameof(Embedding))
            {
                _padding = padding ?? -1;
                _scaleGradByFrequency = scaleGradByFrequency;
                weight = Own(nameof(weight), empty(rows, width, dtype, device));
                nn.init.normal_(weight);
                if (padding is { } row)
                {
                    using var noGrad = no_grad();
                    using var zeros = weight.select(0, row).DetachFromDisposeScope();
                    zeros.zero_();
                }
            }

            public Parameter weight { get; } // [rows, width]

            public override Tensor forward(Tensor input) => Aten.Embedding.Call(weight, input, _padding, _scaleGradByFrequency);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <exception cref="NotSupportedException">A norm or sparse gradients are asked for.</exception>
            public static Embedding Embedding(
                long num_embeddings, long embedding_dims, long? padding_idx = null, double? max_norm = null, double norm_type = 2.0,
                bool scale_grad_by_freq = false, bool sparse = false, Device? device = null, ScalarType? dtype = null) =>
                max_norm is null && !sparse
                    ? new(num_embeddings, embedding_dims, padding_idx, scale_grad_by_freq, device, dtype)
                    : throw new NotSupportedException("max_norm and sparse are not supported");
        }
    }
}
