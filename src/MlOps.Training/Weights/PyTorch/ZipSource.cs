using System.IO.Compression;
using System.Text;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>The file that torch.save writes since PyTorch 1.6: a zip archive of <c>NAME/data.pkl</c> and a file <c>NAME/data/KEY</c> for each storage.</summary>
internal sealed class ZipSource : StorageSource
{
    private const string PickleName = "data.pkl";
    private const string TorchScriptName = "constants.pkl";

    private readonly FileStream _stream;
    private readonly WeightsRefusal _refusal;
    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly string _root;
    private (string Key, byte[] Bytes)? _inflated;

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
            _inflated = _inflated is { } kept && kept.Key == key ? kept : (key, Inflate(entry));
            _inflated.Value.Bytes.AsSpan((int)offset, target.Length).CopyTo(target);
            return;
        }

        _stream.Position = entry.Begin + offset;
        _stream.ReadExactly(target);
    }

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

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
        var entry = _entries[_root + PickleName];
        if (entry.IsDeflated)
        {
            using var inflated = new MemoryStream(Inflate(entry));
            return new Unpickler(new PickleInput(inflated, entry.Bytes, _refusal), torch, _refusal).Read();
        }

        _stream.Position = entry.Begin;
        return new Unpickler(new PickleInput(_stream, entry.Bytes, _refusal), torch, _refusal).Read();
    }

    private void CheckStorage(TorchStorage storage)
    {
        var entry = Entry(storage.Key);
        if (!StoredTensor.TryBytes([storage.RootCount], storage.Type, out var bytes) || entry.Bytes != bytes)
        {
            throw _refusal.Broken($"the storage '{storage.Key}' has {entry.Bytes} bytes, and its pickle asks for {storage.RootCount} of {storage.Type}");
        }
    }

    private byte[] ReadWhole(ZipEntry entry)
    {
        if (entry.IsDeflated)
        {
            return Inflate(entry);
        }

        var bytes = new byte[entry.Bytes];
        _stream.Position = entry.Begin;
        _stream.ReadExactly(bytes);
        return bytes;
    }

    // the directory has been checked: what its entries claim is at most about twice the file
    private byte[] Inflate(ZipEntry entry)
    {
        if (entry.Bytes > Array.MaxLength)
        {
            throw _refusal.Unusable($"'{entry.Name}' is compressed and of {entry.Bytes} bytes; at most {Array.MaxLength} can be inflated");
        }

        var bytes = new byte[entry.Bytes];
        _stream.Position = entry.Begin;
        try
        {
            using var packed = new BoundedStream(_stream, entry.StoredBytes);
            using var inflater = new DeflateStream(packed, CompressionMode.Decompress);
            inflater.ReadExactly(bytes);
            return inflater.ReadByte() < 0 ? bytes : throw _refusal.Broken($"'{entry.Name}' inflates to more than the {entry.Bytes} bytes that it claims");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw _refusal.Broken($"'{entry.Name}' does not inflate to the {entry.Bytes} bytes that it claims", e);
        }
    }
}
