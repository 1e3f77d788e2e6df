namespace MlOps.Training.Weights.PyTorch;

/// <summary>Finds the tensors of a model in what a file holds: a state dict, or a checkpoint with one among its items.</summary>
internal static class StateDict
{
    /// <summary>What training scripts call the state dict in a checkpoint; the first that is there counts.</summary>
    private static readonly string[] UsualKeys = ["state_dict", "model_state_dict", "model", "module", "net", "network", "weights", "params"];

    /// <summary>What torch.nn.DataParallel and torch.compile put before every name.</summary>
    private static readonly string[] Wrappers = ["module.", "_orig_mod."];

    /// <summary>The tensors by their names, without the prefix that a wrapper around the whole model gave to all of them.</summary>
    /// <param name="root">What the pickle describes.</param>
    /// <param name="refusal">Names the file.</param>
    /// <returns>The items that are tensors, in their order; others, such as counters, are no weights.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3001: there is no state dict, or there are several. MLOPS3003: a name stands twice.</exception>
    public static IReadOnlyList<KeyValuePair<string, TorchTensor>> Find(object? root, WeightsRefusal refusal)
    {
        var tensors = Tensors(Choose(root, refusal)).ToList();
        foreach (var wrapper in Wrappers.Where(wrapper => tensors.TrueForAll(entry => entry.Key.StartsWith(wrapper, StringComparison.Ordinal))))
        {
            tensors = tensors.ConvertAll(entry => KeyValuePair.Create(entry.Key[wrapper.Length..], entry.Value));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        return tensors.Find(entry => !names.Add(entry.Key)).Key is { } twice ? throw refusal.Broken($"'{twice}' stands in it twice") : tensors;
    }

    private static PickleDict Choose(object? root, WeightsRefusal refusal)
    {
        if (root is not PickleDict dict)
        {
            throw refusal.Unusable("it holds no state dict; save what model.state_dict() returns");
        }

        if (Tensors(dict).Any())
        {
            return dict;
        }

        var candidates = dict.Items
            .Where(item => item is { Key: string, Value: PickleDict inner } && Tensors(inner).Any())
            .Select(item => (Key: (string)item.Key!, Value: (PickleDict)item.Value!))
            .ToList();
        var usual = UsualKeys.Select(key => candidates.Find(candidate => candidate.Key == key).Value).FirstOrDefault(value => value is not null);
        return usual ?? candidates switch
        {
            [var only] => only.Value,
            [] => throw refusal.Unusable("it holds no state dict: no tensors by name; save what model.state_dict() returns"),
            _ => throw refusal.Unusable(
                $"it holds several state dicts ({string.Join(", ", candidates.Select(candidate => candidate.Key))}); save the one that is meant by itself"),
        };
    }

    private static IEnumerable<KeyValuePair<string, TorchTensor>> Tensors(PickleDict dict) => dict.Items
        .Where(item => item is { Key: string, Value: TorchTensor })
        .Select(item => KeyValuePair.Create((string)item.Key!, (TorchTensor)item.Value!));
}
