using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => NativeMethods.ts_grad_mode(-1) != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => NativeMethods.ts_inference_mode() != 0;

    public static partial class autograd
    {
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            var grads = Handles(grad_tensors);
            fixed (nint* root = Handles(tensors), grad = grads, input = Handles(inputs))
            {
                NativeMethods.Check(NativeMethods.ts_backward(
                    root, grads.Length == 0 ? null : grad, tensors.Count, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0, input, inputs?.Count ?? 0));
            }

            KeepAlive(tensors, grad_tensors, inputs);
        }

        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            var grads = Handles(grad_outputs);
            var results = new nint[inputs.Count];
            fixed (nint* output = Handles(outputs), grad = grads, input = Handles(inputs), result = results)
            {
                NativeMethods.Check(NativeMethods.ts_gradients(
                    output, grads.Length == 0 ? null : grad, outputs.Count, input, inputs.Count, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, result));
            }

            KeepAlive(outputs, grad_outputs, inputs);
            return Array.ConvertAll(results, handle => new Tensor(handle));
        }

        private static nint[] Handles(IList<Tensor>? tensors) => tensors is null ? [] : [.. tensors.Select(tensor => tensor.Handle)];

        private static void KeepAlive(params ReadOnlySpan<IList<Tensor>?> lists)
        {
            foreach (var list in lists)
            {
                foreach (var tensor in list ?? [])
                {
                    GC.KeepAlive(tensor);
                }
            }
        }
    }
}
