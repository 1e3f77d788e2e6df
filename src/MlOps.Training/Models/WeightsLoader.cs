using System.Runtime.InteropServices;
using MlOps.Diagnostics;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Models;

/// <summary>Fills a new network with a base model's weights.</summary>
public static class WeightsLoader
{
    /// <summary>Copies every weight that fits; checks all of them before it copies any.</summary>
    /// <param name="model">The network, on the CPU.</param>
    /// <param name="architecture">Its architecture.</param>
    /// <param name="weights">The base model's file.</param>
    /// <param name="file">What messages call the file.</param>
    /// <returns>What the user should know: which parameters begin anew, and which entries are not used.</returns>
    /// <exception cref="MlOpsException">MLOPS3001: entries of the encoder are missing, unexpected or of another shape; all of them are listed.</exception>
    public static IReadOnlyList<string> Load(nn.Module model, Architecture architecture, WeightsReader weights, string file)
    {
        var stored = StoredByName(architecture, weights, file);
        var tensors = model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)).Concat(model.named_buffers());
        var problems = new List<string>();
        var notes = new List<string>();
        var fitting = new List<(string Name, Tensor Own, StoredTensor Stored)>();
        foreach (var (name, own) in tensors)
        {
            if (!stored.Remove(name, out var tensor))
            {
                // batch norms count their batches only since PyTorch 0.4.1, and nothing here reads the count
                if (own.is_floating_point())
                {
                    (architecture.MayBeNew(name) ? notes : problems).Add($"{name} {Shown(own.shape)} is missing");
                }
            }
            else if (!own.shape.SequenceEqual(tensor.Shape))
            {
                (architecture.MayBeNew(name) ? notes : problems).Add($"{name} is {Shown(tensor.Shape)} instead of {Shown(own.shape)}");
            }
            else
            {
                fitting.Add((name, own, tensor));
            }
        }

        problems.AddRange(stored.Keys
            .Where(name => !architecture.IsHead(name) && !architecture.MayBeNew(name) && !architecture.IsConstant(name))
            .Select(name => $"{name} is unexpected"));
        if (problems.Count > 0)
        {
            throw new MlOpsException(
                Rules.IncompatibleBase, new Location(file), $"the weights are not those that config.json describes: {string.Join("; ", problems)}");
        }

        foreach (var (_, own, tensor) in fitting)
        {
            own.bytes = own.is_floating_point()
                ? MemoryMarshal.AsBytes(weights.ReadFloats(tensor).AsSpan())
                : MemoryMarshal.AsBytes(weights.ReadWholes(tensor).AsSpan());
        }

        var head = fitting.Select(entry => entry.Name).Where(architecture.IsHead);
        return Notes(notes, [.. head], [.. stored.Keys]);
    }

    private static Dictionary<string, StoredTensor> StoredByName(Architecture architecture, WeightsReader weights, string file)
    {
        var stored = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        var repeated = new List<(string Original, StoredTensor Tensor)>();
        foreach (var tensor in weights.Tensors)
        {
            var name = architecture.Canonical(tensor.Name);
            if (architecture.TiedTo(name) is { } original)
            {
                repeated.Add((original, tensor));
            }
            else if (!stored.TryAdd(name, tensor))
            {
                throw new MlOpsException(Rules.IncompatibleBase, new Location(file), $"{name} stands twice, under two spellings");
            }
        }

        // of one tensor under two names, a file may have kept either
        foreach (var (original, tensor) in repeated)
        {
            _ = stored.TryAdd(original, tensor);
        }

        return stored;
    }

    private static List<string> Notes(List<string> begunAnew, List<string> keptHead, List<string> unused)
    {
        var notes = new List<string>();
        if (begunAnew.Count > 0)
        {
            notes.Add($"begins with new weights, as the base model has none that fit: {string.Join("; ", begunAnew)}");
        }

        if (keptHead.Count > 0)
        {
            notes.Add($"goes on from the base model's own head: {string.Join(", ", keptHead)}");
        }

        if (unused.Count > 0)
        {
            notes.Add($"not used of the base model: {string.Join(", ", unused.Order(StringComparer.Ordinal))}");
        }

        return notes;
    }

    private static string Shown(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
