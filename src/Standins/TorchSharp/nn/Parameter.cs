using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module learns. It takes over the tensor that it is made from.</summary>
        public class Parameter : torch.Tensor
        {
            public Parameter(torch.Tensor data, bool requires_grad = true)
                : this(data, data.OwningDisposeScope, requires_grad)
            {
            }

            private Parameter(torch.Tensor data, DisposeScope? scope, bool requiresGrad)
                : base(data.with_requires_grad(requiresGrad).MoveHandle(), register: false) => scope?.Attach(this);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
