using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Brings the last dimensions to mean 0 and variance 1, then scales and shifts them.</summary>
        public sealed class LayerNorm : nn.Module<Tensor, Tensor>
        {
            internal LayerNorm(long[] shape, double eps, bool affine, bool hasBias, Device? device, ScalarType? dtype)
                : base(nameof(LayerNorm))
            {
                normalized_shape = shape;
                this.eps = eps;
                weight = affine ? Own(nameof(weight), ones(shape, dtype, device)) : null;
                bias = affine && hasBias ? Own(nameof(bias), zeros(shape, dtype, device)) : null;
            }

            public Parameter? weight { get; }

            public Parameter? bias { get; }

            public long[] normalized_shape { get; }

            public double eps { get; }

            public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(
                long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(
                long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static partial class functional
            {
                public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                    Aten.LayerNorm.Call(input, normalized_shape, weight, bias, eps);
            }
        }
    }
}
