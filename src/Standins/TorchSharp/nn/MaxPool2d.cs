using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The largest number of each window of a picture.</summary>
        public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
        {
            internal MaxPool2d(long kernelSize, long? stride, long? padding, long? dilation, bool ceilMode)
                : base(nameof(MaxPool2d))
            {
                kernel_size = [kernelSize, kernelSize];
                this.stride = [stride ?? kernelSize, stride ?? kernelSize];
                this.padding = [padding ?? 0, padding ?? 0];
                this.dilation = [dilation ?? 1, dilation ?? 1];
                ceil_mode = ceilMode;
            }

            public long[] kernel_size { get; }

            public long[] stride { get; }

            public long[] padding { get; }

            public long[] dilation { get; }

            public bool ceil_mode { get; }

            public override Tensor forward(Tensor input) =>
                nn.functional.max_pool2d(input, kernel_size[0], stride[0], padding[0], dilation[0], ceil_mode);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);
        }
    }
}
