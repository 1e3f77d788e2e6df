using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <remarks>Pictures are [B, C, H, W]; a stride that is not given is the size of the window.</remarks>
        public static partial class functional
        {
            /// <summary>The largest number of each window; the padding never counts.</summary>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Aten.MaxPool2d.Call(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding ?? 0), Both(dilation ?? 1), ceil_mode);

            /// <summary>The mean of each window; the padding counts as zeros, or not at all.</summary>
            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Aten.AvgPool2d.Call(input, Both(kernel_size), Both(stride ?? kernel_size), Both(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Means of as many windows as asked for, as even as they can be.</summary>
            /// <returns>[B, C, output size, output size].</returns>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => Aten.AdaptiveAvgPool2d.Call(input, Both(output_size));

            private static long[] Both(long size) => [size, size];
        }
    }
}
