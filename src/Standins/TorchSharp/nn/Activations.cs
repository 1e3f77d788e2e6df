using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor gelu(Tensor x) => x.gelu();

            public static Tensor relu(Tensor x, bool inplace = false) => InPlaceOrNot(x, inplace, Aten.Relu, Aten.ReluInPlace);

            public static Tensor tanh(Tensor x, bool inplace = false) => InPlaceOrNot(x, inplace, Aten.Tanh, Aten.TanhInPlace);

            public static Tensor sigmoid(Tensor x) => x.sigmoid();

            public static Tensor silu(Tensor x, bool inplace = false) => InPlaceOrNot(x, inplace, Aten.Silu, Aten.SiluInPlace);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            public static Tensor one_hot(Tensor x, long num_classes = -1) => Aten.OneHot.Call(x, num_classes);

            private static Tensor InPlaceOrNot(Tensor x, bool inplace, Operator fresh, Operator inPlace)
            {
                if (!inplace)
                {
                    return fresh.Call(x);
                }

                inPlace.Run(x);
                return x.alias();
            }
        }
    }
}
