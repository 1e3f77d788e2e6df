namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Every parameter and persistent buffer by its name; the tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= new(StringComparer.Ordinal);
                var tensors = named_parameters().Select(item => (item.name, (Tensor)item.parameter)).Concat(named_buffers(true, include_nonpersistent: false));
                foreach (var (name, tensor) in tensors)
                {
                    destination.TryAdd(string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}", tensor);
                }

                return destination;
            }

            /// <summary>Copies values into the module's tensors.</summary>
            /// <exception cref="InvalidOperationException">The names differ, and <paramref name="strict"/> is set.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var missing = own.Keys.Where(key => !source.ContainsKey(key) && skip?.Contains(key) != true).ToList();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && skip?.Contains(key) != true).ToList();
                if (strict && (missing.Count > 0 || unexpected.Count > 0))
                {
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                }

                using var noGrad = no_grad();
                foreach (var (key, tensor) in own)
                {
                    if (skip?.Contains(key) != true && source.TryGetValue(key, out var values))
                    {
                        tensor.copy_(values);
                    }
                }

                return (missing, unexpected);
            }

            /// <summary>Converts the floating-point tensors, and moves all of them.</summary>
            internal Module Move(Device? device, ScalarType? dtype)
            {
                using var noGrad = no_grad();
                var tensors = parameters().Select(parameter => (Tensor)parameter).Concat(buffers());
                foreach (var tensor in tensors)
                {
                    var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                    tensor.TakeOver(tensor.to(type, device ?? tensor.device));
                }

                return this;
            }
        }
    }
}
