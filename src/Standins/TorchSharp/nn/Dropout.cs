using TorchSharp.Interop;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Sets elements to zero by chance while training, and scales the rest so that the mean stays.</summary>
        public sealed class Dropout : nn.Module<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace)
                : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);

            public double p { get; set; }

            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor) => nn.functional.dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static partial class functional
            {
                /// <remarks>On the CPU the numbers drawn are not those that PyTorch draws from the same seed.</remarks>
                public static unsafe Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                {
                    if (training && !inplace)
                    {
                        nint result;
                        var done = NativeMethods.Check(NativeMethods.ts_dropout(input.Handle, p, &result));
                        GC.KeepAlive(input);
                        if (done != 0)
                        {
                            return new Tensor(result);
                        }
                    }

                    if (!inplace)
                    {
                        return Aten.Dropout.Call(input, p, training);
                    }

                    Aten.DropoutInPlace.Run(input, p, training);
                    return input.alias();
                }
            }
        }
    }
}
