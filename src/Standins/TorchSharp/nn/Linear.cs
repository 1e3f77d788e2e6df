using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>x W^T + b.</summary>
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            internal Linear(long inputs, long outputs, bool hasBias, Device? device, ScalarType? dtype)
                : base(nameof(Linear))
            {
                weight = Own(nameof(weight), empty(outputs, inputs, dtype, device));
                nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (hasBias)
                {
                    bias = Own(nameof(bias), empty(outputs, dtype, device));
                    nn.init.uniform_(bias, -1 / Math.Sqrt(inputs), 1 / Math.Sqrt(inputs));
                }
            }

            public Parameter weight { get; } // [outputs, inputs]

            public Parameter? bias { get; } // [outputs]

            public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static partial class functional
            {
                public static unsafe Tensor linear(Tensor input, Tensor weights, Tensor? bias = null)
                {
                    nint result;
                    var done = NativeMethods.Check(NativeMethods.ts_linear(input.Handle, weights.Handle, bias?.Handle ?? 0, &result));
                    GC.KeepAlive(input);
                    GC.KeepAlive(weights);
                    GC.KeepAlive(bias);
                    return done != 0 ? new Tensor(result) : Aten.Linear.Call(input, weights, bias);
                }
            }
        }
    }
}
