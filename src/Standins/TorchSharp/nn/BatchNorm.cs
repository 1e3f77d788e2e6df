using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>
        /// Brings each channel to mean 0 and variance 1, then scales and shifts it: by the batch's own statistics in training, by the running ones otherwise.
        /// </summary>
        /// <remarks>Ioffe and Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift".</remarks>
        public abstract class BatchNorm : NormBase
        {
            private protected BatchNorm(
                long features, double eps, double momentum, bool affine, bool tracks, Device? device, ScalarType? dtype, string name)
                : base(features, eps, momentum, affine, tracks, device, dtype, name)
            {
            }

            public override Tensor forward(Tensor input)
            {
                ValidateInputDimensions(input);
                var factor = momentum ?? 0;
                if (training && num_batches_tracked is { } batches)
                {
                    batches.add_(1);
                    factor = momentum ?? 1.0 / batches.item<long>();
                }

                return nn.functional.batch_norm(
                    input, running_mean, running_var, weight, bias, training || !track_running_stats, factor, eps);
            }
        }

        /// <summary>Batch normalization of pictures, [B, C, H, W].</summary>
        public sealed class BatchNorm2d : BatchNorm
        {
            internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool tracks, Device? device, ScalarType? dtype)
                : base(features, eps, momentum, affine, tracks, device, dtype, nameof(BatchNorm2d))
            {
            }

            /// <exception cref="ArgumentException">The input has other than four dimensions.</exception>
            protected override void ValidateInputDimensions(Tensor input)
            {
                if (input.ndim != 4)
                {
                    throw new ArgumentException($"expected 4D input, but got {input.ndim}D input.");
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);

            public static partial class functional
            {
                /// <param name="input">[B, C, ...].</param>
                /// <param name="running_mean">[C]; changed in training, where it is not null.</param>
                /// <param name="running_var">[C]; changed in training, where it is not null.</param>
                /// <param name="weight">[C].</param>
                /// <param name="bias">[C].</param>
                /// <param name="training">Whether the batch's own statistics are taken.</param>
                /// <param name="momentum">The share of the running statistics that the batch replaces.</param>
                /// <param name="eps">Added to the variance.</param>
                public static Tensor batch_norm(
                    Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null,
                    bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                    Aten.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }
        }
    }
}
