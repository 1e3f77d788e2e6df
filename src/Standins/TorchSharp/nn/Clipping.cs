using TorchSharp.Interop;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales the gradients so that their joint norm is at most <paramref name="max_norm"/>.</summary>
            /// <returns>The norm before.</returns>
            public static unsafe double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                var parameters = tensors.ToArray();
                if (norm_type == 2)
                {
                    double norm;
                    fixed (nint* handles = Array.ConvertAll(parameters, parameter => parameter.Handle))
                    {
                        var done = NativeMethods.Check(NativeMethods.ts_clip_grad_norm(handles, parameters.Length, max_norm, &norm));
                        GC.KeepAlive(parameters);
                        if (done != 0)
                        {
                            return norm;
                        }
                    }
                }

                return ClipByOperators(parameters, max_norm, norm_type);
            }

            private static double ClipByOperators(Parameter[] parameters, double maxNorm, double normType)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                var grads = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (grads.Length == 0)
                {
                    return 0;
                }

                var norms = stack(grads.Select(grad => grad.to_type(ScalarType.Float32).norm((float)normType)));
                var norm = norms.norm((float)normType).item<float>();
                var factor = maxNorm / (norm + 1e-6);
                if (factor < 1)
                {
                    foreach (var grad in grads)
                    {
                        grad.mul_(factor);
                    }
                }

                return norm;
            }
        }
    }
}
