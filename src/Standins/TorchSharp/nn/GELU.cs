using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class GELU : nn.Module<Tensor, Tensor>
        {
            private readonly Approximate _approximate;

            internal GELU(Approximate approximate)
                : base(nameof(GELU)) => _approximate = approximate;

            public enum Approximate
            {
                none,
                tanh,
            }

            public override Tensor forward(Tensor tensor) => tensor.gelu(_approximate);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GELU GELU() => new(Modules.GELU.Approximate.none);
        }
    }
}
