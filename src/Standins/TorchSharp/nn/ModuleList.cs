using System.Collections;
using System.Globalization;

using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules under the names 0, 1, 2 and so on. They are registered when the module that holds the list is.</summary>
        public class ModuleList<T> : torch.nn.Module, IList<T>
            where T : torch.nn.Module
        {
            private readonly List<T> _items;
            private bool _registered;

            public ModuleList(params T[] modules)
                : base(nameof(ModuleList<>)) => _items = [.. modules];

            public int Count => _items.Count;

            public bool IsReadOnly => false;

            public T this[int index]
            {
                get => _items[index];
                set => _items[index] = value;
            }

            public void Add(T item) => _items.Add(item);

            public void append(params T[] parameters) => _items.AddRange(parameters);

            public void extend(IEnumerable<T> modules) => _items.AddRange(modules);

            public void Clear() => _items.Clear();

            public bool Contains(T item) => _items.Contains(item);

            public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

            public int IndexOf(T item) => _items.IndexOf(item);

            public void Insert(int index, T item) => _items.Insert(index, item);

            public bool Remove(T item) => _items.Remove(item);

            public void RemoveAt(int index) => _items.RemoveAt(index);

            public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

            protected override void RegisterComponents()
            {
                if (_registered)
                {
                    return;
                }

                _registered = true;
                for (var i = 0; i < _items.Count; i++)
                {
                    register_module(i.ToString(CultureInfo.InvariantCulture), _items[i]);
                }
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleList<T> ModuleList<T>(params T[] modules)
                where T : Module => new(modules);
        }
    }
}
