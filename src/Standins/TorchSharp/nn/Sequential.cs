using System.Globalization;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules that take each other's results, one after the other.</summary>
        public class Sequential : nn.Module<Tensor, Tensor>
        {
            private readonly List<nn.Module<Tensor, Tensor>> _steps = [];

            internal Sequential(IEnumerable<(string Name, nn.Module<Tensor, Tensor> Step)> steps)
                : base(nameof(Sequential))
            {
                foreach (var (name, step) in steps)
                {
                    _steps.Add(step);
                    register_module(name, step);
                }
            }

            public int Count => _steps.Count;

            /// <remarks>What one step gives to the next is disposed of at once: where a gradient needs it, libtorch holds it.</remarks>
            public override Tensor forward(Tensor tensor)
            {
                if (_steps.Count == 0)
                {
                    return tensor.alias();
                }

                var result = _steps[0].call(tensor);
                foreach (var step in _steps.Skip(1))
                {
                    using var input = result;
                    result = step.call(input);
                }

                return result;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(modules.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), module)));

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
        }
    }
}
