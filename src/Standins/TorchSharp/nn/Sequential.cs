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

            public override Tensor forward(Tensor tensor) =>
                _steps.Count == 0 ? tensor.alias() : _steps.Aggregate(tensor, (input, step) => step.call(input));
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
