using System.Text;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>The file that torch.save writes since PyTorch 1.6: a zip archive of <c>NAME/data.pkl</c> and a file <c>NAME/data/KEY</c> for each storage.</summary>
internal sealed class ZipSource : StorageSource
{
    private const string PickleName = "data.pkl";
    private const string TorchScriptName = "constants.pkl";
    private const int MostPickleBytes = 16 << 20; // what may be built of it is bounded sooner

    private readonly FileStream _stream;
    private readonly WeightsRefusal _refusal;
    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly string _root;
    private InflatedEntry? _inflated;

    private ZipSource(FileStream stream, WeightsRefusal refusal, IReadOnlyList<ZipEntry> entries)
    {
        _stream = stream;
        _refusal = refusal;
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var pickles = entries.Where(entry => entry.Name.EndsWith($"/{PickleName}", StringComparison.Ordinal) && entry.Name.Count(letter => letter == '/') == 1).ToList();
        _root = pickles is [var pickle] ? pickle.Name[..^PickleName.Length] : throw refusal.Broken($"its zip archive has {pickles.Count} files NAME/{PickleName}");
    }

    /// <summary>Opens an archive and reads its pickle.</summary>
    /// <param name="stream">The file; the source owns it when this returns.</param>
    /// <param name="refusal">Names the file.</param>
    /// <returns>The source, and what the pickle describes.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003 or MLOPS3001: it cannot be read.</exception>
    public static (ZipSource Source, object? Root) Open(FileStream stream, WeightsRefusal refusal)
    {
        var source = new ZipSource(stream, refusal, ZipDirectory.Read(stream, refusal));
        if (source._entries.ContainsKey(source._root + TorchScriptName))
        {
            throw refusal.Unusable("it is a TorchScript program, which is not executed; save what model.state_dict() returns");
        }

        source.CheckByteOrder();
        var torch = new TorchObjects(refusal);
        var root = source.ReadPickle(torch);
        foreach (var storage in torch.Storages.Values)
        {
            source.CheckStorage(storage);
        }

        return (source, root);
    }

    /// <inheritdoc/>
    public override void Read(string key, long offset, Span<byte> target)
    {
        var entry = Entry(key);
        if (entry.IsDeflated)
        {
            if (_inflated?.Entry != entry || offset < _inflated.Position)
            {
                _inflated?.Dispose();
                _inflated = new(_stream, entry, _refusal);
            }

            _inflated.Read(offset, target);
            return;
        }

        _stream.Position = entry.Begin + offset;
        _stream.ReadExactly(target);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _inflated?.Dispose();
        _stream.Dispose();
    }

    private ZipEntry Entry(string key) =>
        _entries.GetValueOrDefault($"{_root}data/{key}") ?? throw _refusal.Broken($"its zip archive has no file data/{key}");

    private void CheckByteOrder()
    {
        if (_entries.GetValueOrDefault(_root + "byteorder") is { } entry
            && (entry.Bytes > "little".Length || !Encoding.UTF8.GetString(ReadWhole(entry)).Equals("little", StringComparison.Ordinal)))
        {
            throw _refusal.Unusable("its numbers have the highest byte first; save it on a little-endian machine");
        }
    }

    private object? ReadPickle(TorchObjects torch)
    {
        using var pickle = new MemoryStream(ReadWhole(_entries[_root + PickleName]));
        return new Unpickler(new PickleInput(pickle, pickle.Length, _refusal), torch, new ObjectBudget(_refusal), _refusal).Read();
    }

    private void CheckStorage(TorchStorage storage)
    {
        var entry = Entry(storage.Key);
        if (!StoredTensor.TryBytes([storage.RootCount], storage.Type, out var bytes) || entry.Bytes != bytes)
        {
            throw _refusal.Broken($"the storage '{storage.Key}' has {entry.Bytes} bytes, and its pickle asks for {storage.RootCount} of {storage.Type}");
        }

        if (entry.IsDeflated)
        {
            InflatedEntry.Check(_stream, entry, _refusal);
        }
    }

    private byte[] ReadWhole(ZipEntry entry)
    {
        if (entry.Bytes > MostPickleBytes)
        {
            throw _refusal.Broken($"'{entry.Name}' in its zip archive has {entry.Bytes} bytes; a pickle of tensors has at most {MostPickleBytes}");
        }

        var bytes = new byte[entry.Bytes];
        if (entry.IsDeflated)
        {
            using var inflated = new InflatedEntry(_stream, entry, _refusal);
            inflated.Read(0, bytes);
            return bytes;
        }

        _stream.Position = entry.Begin;
        _stream.ReadExactly(bytes);
        return bytes;
    }
}
