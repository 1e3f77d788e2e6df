using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public virtual IEnumerable<(string name, Module module)> named_children() => _children.Select(child => (child.Key, child.Value));

            public virtual IEnumerable<Module> children() => _children.Values;

            public virtual IEnumerable<(string name, Module module)> named_modules() =>
                named_children().Concat(named_children().SelectMany(child => Prefixed(child.name, child.module.named_modules())));

            public virtual IEnumerable<Module> modules() => named_modules().Select(item => item.module);

            /// <summary>This module's parameters, then those of its modules; one that two names share comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var own = _parameters.Select(item => (item.Key, item.Value));
                return recurse
                    ? own.Concat(named_children().SelectMany(child => Prefixed(child.name, child.module.named_parameters()))).DistinctBy(item => item.Item2.Handle)
                    : own;
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(item => item.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var own = _buffers.Where(item => include_nonpersistent || item.Value.Persistent).Select(item => (item.Key, item.Value.Tensor));
                return recurse
                    ? own.Concat(named_children().SelectMany(child => Prefixed(child.name, child.module.named_buffers(true, include_nonpersistent))))
                    : own;
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(item => item.buffer);

            public virtual Parameter? get_parameter(string target) =>
                named_parameters().FirstOrDefault(item => item.name == target).parameter;

            public virtual Tensor? get_buffer(string target) => named_buffers().FirstOrDefault(item => item.name == target).buffer;

            private static IEnumerable<(string Name, T Item)> Prefixed<T>(string prefix, IEnumerable<(string Name, T Item)> items) =>
                items.Select(item => ($"{prefix}.{item.Name}", item.Item));
        }
    }
}
