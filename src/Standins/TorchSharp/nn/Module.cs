using System.Reflection;

using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Holds parameters, buffers and other modules under names, in the order of their registration.</summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffers = new(StringComparer.Ordinal);
            private readonly OrderedDictionary<string, Module> _children = new(StringComparer.Ordinal);
            private bool _registered;
            protected string? name;

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training { get; private set; } = true;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            public virtual string GetName() => name ?? GetType().Name;

            public virtual void train(bool train = true)
            {
                training = train;
                foreach (var (_, child) in named_children())
                {
                    child.train(train);
                }
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in named_children())
                {
                    child.apply(fn);
                }

                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    parameter.ClearGrad(set_to_none);
                }
            }

            public virtual void register_parameter(string name, Parameter param) => Register(_parameters, name, param);

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true) => Register(_buffers, name, (tensor, persistent));

            public virtual void register_module(string name, Module submodule)
            {
                if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
                {
                    throw new ArgumentException($"module name can't be empty or contain \".\", got: \"{name}\"");
                }

                submodule.RegisterComponents();
                Register(_children, name, submodule);
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Makes a parameter that no dispose scope disposes, and registers it.</summary>
            private protected Parameter Own(string name, Tensor data)
            {
                var parameter = new Parameter(data);
                parameter.DetachFromDisposeScope();
                register_parameter(name, parameter);
                return parameter;
            }


            /// <summary>Registers a buffer that no dispose scope disposes.</summary>
            private protected Tensor OwnBuffer(string name, Tensor data)
            {
                data.DetachFromDisposeScope();
                register_buffer(name, data);
                return data;
            }
            /// <summary>Registers what the fields hold that is not registered yet, under the fields' names.</summary>
            protected virtual void RegisterComponents()
            {
                if (_registered)
                {
                    return;
                }

                _registered = true;
                foreach (var field in Fields())
                {
                    var key = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    if (_parameters.ContainsKey(key) || _buffers.ContainsKey(key) || _children.ContainsKey(key))
                    {
                        continue;
                    }

                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(key, module);
                            break;
                        case Parameter parameter:
                            register_parameter(key, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(key, tensor);
                            break;
                    }
                }
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                {
                    return;
                }

                foreach (var tensor in _parameters.Values.Concat(_buffers.Values.Select(buffer => buffer.Tensor)))
                {
                    tensor.Dispose();
                }

                foreach (var child in _children.Values)
                {
                    child.Dispose();
                }
            }

            private static void Register<T>(OrderedDictionary<string, T> items, string name, T item)
            {
                if (!items.TryAdd(name, item))
                {
                    throw new InvalidOperationException($"{name} is already registered.");
                }
            }

            // of classes derived elsewhere: the library's own modules register what they hold themselves
            private IEnumerable<FieldInfo> Fields()
            {
                const BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                for (var type = GetType(); type is not null && type.Assembly != typeof(Module).Assembly; type = type.BaseType)
                {
                    foreach (var field in type.GetFields(declared))
                    {
                        yield return field;
                    }
                }
            }
        }
    }
}
