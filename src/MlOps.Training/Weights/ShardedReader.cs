using System.Text.Json;
using MlOps.Diagnostics;

namespace MlOps.Training.Weights;

/// <summary>Weights in several files, with an index beside them that names the file of each tensor (<c>model.safetensors.index.json</c>).</summary>
public sealed class ShardedReader : WeightsReader
{
    private const string MapKey = "weight_map";
    private const int MostIndexBytes = 64 << 20;

    private readonly List<WeightsReader> _shards = [];
    private readonly Dictionary<StoredTensor, WeightsReader> _shardOf = new(ReferenceEqualityComparer.Instance);

    /// <summary>Opens the index and every file that it names; no number is read yet.</summary>
    /// <param name="path">The index.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the index, or a file that it names, is not what it must be. MLOPS3001: a file holds something else than tensors.</exception>
    public ShardedReader(string path, string shown)
        : base(shown)
    {
        var byFile = ReadMap(path).GroupBy(entry => entry.File, entry => entry.Tensor, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal);
        try
        {
            Tensors = [.. byFile.SelectMany(group => OpenShard(path, group.Key, group.ToHashSet(StringComparer.Ordinal)))];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The files that an index names, in ordinal order.</summary>
    /// <param name="json">The index's content.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: it is no index, or names a path outside of its folder.</exception>
    public static IReadOnlyList<string> FilesOf(ReadOnlyMemory<byte> json, string shown) =>
        [.. Parse(json, shown).Select(entry => entry.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    internal override void ReadBytes(StoredTensor tensor, long offset, Span<byte> target) => _shardOf[tensor].ReadBytes(tensor, offset, target);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _shards.ForEach(shard => shard.Dispose());

    private List<(string Tensor, string File)> ReadMap(string path) => new FileInfo(path).Length <= MostIndexBytes
        ? Parse(File.ReadAllBytes(path), Shown)
        : throw Broken(Shown, $"it has more than {MostIndexBytes} bytes");

    private static List<(string Tensor, string File)> Parse(ReadOnlyMemory<byte> json, string shown)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(MapKey, out var map) || map.ValueKind != JsonValueKind.Object)
            {
                throw Broken(shown, $"it has no mapping '{MapKey}'");
            }

            return [.. map.EnumerateObject().Select(entry => (entry.Name, FileName(entry, shown)))];
        }
        catch (JsonException e)
        {
            throw Broken(shown, $"it is not JSON ({e.Message})", e);
        }
        catch (InvalidOperationException e)
        {
            throw Broken(shown, $"it holds text that is no Unicode ({e.Message})", e);
        }
    }

    private static string FileName(JsonProperty entry, string shown)
    {
        var file = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : "";
        return file.Length > 0 && file.AsSpan().IndexOfAny("/\\:\0") < 0 && file is not ("." or "..") && !file.EndsWith(WeightsFile.IndexEnding, StringComparison.OrdinalIgnoreCase)
            ? file
            : throw Broken(shown, $"'{entry.Name}' stands in '{file}', which is no file of weights");
    }

    private IEnumerable<StoredTensor> OpenShard(string index, string file, HashSet<string> names)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(index))!, file);
        if (!File.Exists(path))
        {
            throw Broken(Shown, $"it names the file {file}, which is not beside it");
        }

        var shard = WeightsFile.Open(path, $"{Shown[..^Path.GetFileName(Shown).Length]}{file}");
        _shards.Add(shard);
        foreach (var tensor in shard.Tensors)
        {
            if (!names.Remove(tensor.Name))
            {
                throw Broken(Shown, $"'{tensor.Name}' stands in {file}, and the index does not say so");
            }

            _shardOf[tensor] = shard;
        }

        return names.Count == 0 ? shard.Tensors : throw Broken(Shown, $"'{names.Order(StringComparer.Ordinal).First()}' is said to stand in {file}, and does not");
    }

    private static MlOpsException Broken(string shown, string why, Exception? inner = null) =>
        new(Rules.BrokenWeights, new Location(shown), $"the file is not what an index of weights must be: {why}. Fetch the files again.", inner);
}
