using MlOps.Diagnostics;
using MlOps.Models;

namespace MlOps.Training.Weights;

/// <summary>Weights in several files, with an index beside them.</summary>
public sealed class ShardedReader : WeightsReader
{
    private readonly List<WeightsReader> _shards = [];
    private readonly Dictionary<StoredTensor, WeightsReader> _shardOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Opens the index and every file that it names; no number is read yet.</summary>
    /// <param name="path">The index.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the index, or a file that it names, is not what it must be. MLOPS3001: a file holds something else than tensors.</exception>
    public ShardedReader(string path, string shown)
        : base(shown)
    {
        var byFile = WeightsIndex.Read(path, shown).Entries.GroupBy(entry => entry.File, entry => entry.Tensor, StringComparer.Ordinal);
        try
        {
            Tensors = [.. byFile.OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => OpenShard(path, group.Key, group.ToHashSet(StringComparer.Ordinal)))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StoredTensor> Tensors { get; }

    /// <inheritdoc/>
    internal override void ReadBytes(StoredTensor tensor, long offset, Span<byte> target) => _shardOf[tensor].ReadBytes(tensor, offset, target);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _shards.ForEach(shard => shard.Dispose());

    private IReadOnlyList<StoredTensor> OpenShard(string index, string file, HashSet<string> names)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(index))!, file);
        if (!File.Exists(path))
        {
            throw WeightsIndex.Broken(Shown, $"it names the file {file}, which is not beside it");
        }

        var shard = WeightsFile.Open(path, $"{Shown[..^Path.GetFileName(Shown).Length]}{file}");
        _shards.Add(shard);
        foreach (var tensor in shard.Tensors)
        {
            if (!names.Remove(tensor.Name))
            {
                throw WeightsIndex.Broken(Shown, $"'{tensor.Name}' stands in {file}, and the index does not say so");
            }

            _shardOf[tensor] = shard;
        }

        return names.Count == 0 ? shard.Tensors : throw WeightsIndex.Broken(Shown, $"'{names.Order(StringComparer.Ordinal).First()}' is said to stand in {file}, and does not");
    }
}
