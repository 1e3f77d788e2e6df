using System.Globalization;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>What names, calls and persistent ids in a pickle of tensors mean. Everything that is not listed here is refused by its name.</summary>
/// <param name="refusal">Names the file.</param>
internal sealed class TorchObjects(WeightsRefusal refusal)
{
    private static readonly Dictionary<string, object> Known = new(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = TorchFunction.OrderedDict,
        ["torch.Size"] = TorchFunction.Size,
        ["torch._utils._rebuild_tensor"] = TorchFunction.RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = TorchFunction.RebuildTensorV2,
        ["torch._utils._rebuild_parameter"] = TorchFunction.RebuildParameter,
        ["torch._utils._rebuild_parameter_with_state"] = TorchFunction.RebuildParameterWithState,
        ["torch.DoubleStorage"] = ElementType.F64,
        ["torch.FloatStorage"] = ElementType.F32,
        ["torch.HalfStorage"] = ElementType.F16,
        ["torch.BFloat16Storage"] = ElementType.BF16,
        ["torch.LongStorage"] = ElementType.I64,
        ["torch.IntStorage"] = ElementType.I32,
        ["torch.ShortStorage"] = ElementType.I16,
        ["torch.CharStorage"] = ElementType.I8,
        ["torch.ByteStorage"] = ElementType.U8,
        ["torch.BoolStorage"] = ElementType.Bool,
    };

    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The storages that were named so far, by their keys.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    /// <summary>What a name means.</summary>
    /// <param name="module">A Python module.</param>
    /// <param name="name">A name in it.</param>
    /// <returns>A <see cref="TorchFunction"/> or, for a class of storages, an <see cref="ElementType"/>.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: it is not needed to describe tensors.</exception>
    public object Find(string module, string name)
    {
        var known = module == "torch.cuda" ? $"torch.{name}" : $"{module}.{name}";
        return Known.TryGetValue(known, out var meaning)
            ? meaning
            : throw refusal.Unusable(
                $"it asks to import {Printable(module)}.{Printable(name)}, and only tensors are read from a pickle; nothing was executed. Save what model.state_dict() returns, best as safetensors");
    }

    /// <summary>The storage that a persistent id names: <c>('storage', type, key, location, count)</c>, in old files with a view as sixth item.</summary>
    /// <param name="id">What stood on the stack.</param>
    public TorchStorage Storage(object? id)
    {
        if (id is not PickleTuple { Items: ["storage", ElementType type, string key, string, long count, ..] items } || count < 0 || items.Count > 6)
        {
            throw refusal.Broken("its pickle names a storage by something else than its type, key, place and size");
        }

        if (!_storages.TryGetValue(key, out var root))
        {
            _storages[key] = root = new(key, type, count);
        }
        else if (root.Type != type || root.Count != count)
        {
            throw refusal.Broken($"the storage '{Printable(key)}' is named with two types or sizes");
        }

        return items.Count < 6 || items[5] is null ? root : View(root, items[5]);
    }

    /// <summary>Does what a known function does.</summary>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>A <see cref="PickleDict"/>, a <see cref="PickleTuple"/> or a <see cref="TorchTensor"/>.</returns>
    public object Call(TorchFunction function, IReadOnlyList<object?> arguments) => (function, arguments) switch
    {
        (TorchFunction.OrderedDict, []) => new PickleDict(),
        (TorchFunction.OrderedDict, [List<object?> pairs]) => Dict(pairs),
        (TorchFunction.Size, [PickleTuple sizes]) => sizes,
        (TorchFunction.RebuildTensor, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride]) => Tensor(storage, offset, size, stride),
        (TorchFunction.RebuildTensorV2, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, _, _, ..]) => Tensor(storage, offset, size, stride),
        (TorchFunction.RebuildParameter, [TorchTensor data, _, _]) => data,
        (TorchFunction.RebuildParameterWithState, [TorchTensor data, _, _, _]) => data,
        _ => throw refusal.Broken(string.Create(CultureInfo.InvariantCulture, $"its pickle calls {function} with {arguments.Count} arguments of other types than it takes")),
    };

    // PyTorch 0.3 and before: (key, first element, count) within the root
    private TorchStorage View(TorchStorage root, object? view) =>
        view is PickleTuple { Items: [string, long begin, long count] } && begin >= 0 && count >= 0 && begin <= root.Count - count
            ? root with { Begin = begin, Count = count, RootCount = root.Count }
            : throw refusal.Broken($"a view of the storage '{Printable(root.Key)}' does not lie within it");

    private TorchTensor Tensor(TorchStorage storage, long offset, PickleTuple size, PickleTuple stride) =>
        TorchTensor.Create(storage, offset, Wholes(size), Wholes(stride), refusal);

    private PickleDict Dict(List<object?> pairs)
    {
        var dict = new PickleDict();
        foreach (var pair in pairs)
        {
            dict.Items.Add(pair switch
            {
                List<object?> and [var key, var value] => KeyValuePair.Create(key, value),
                PickleTuple { Items: [var key, var value] } => KeyValuePair.Create(key, value),
                _ => throw refusal.Broken("its pickle makes a dict of something else than pairs"),
            });
        }

        return dict;
    }

    private long[] Wholes(PickleTuple tuple) => tuple.Items.Count > TorchTensor.MostDimensions
        ? throw refusal.Broken($"its pickle gives a tensor {tuple.Items.Count} dimensions; at most {TorchTensor.MostDimensions} are possible")
        : [.. tuple.Items.Select(item => item is long number ? number : throw refusal.Broken("its pickle gives a tensor a size that is no whole number"))];

    private static string Printable(string name) => string.Concat(name.Select(letter => char.IsControl(letter) ? '?' : letter));
}
