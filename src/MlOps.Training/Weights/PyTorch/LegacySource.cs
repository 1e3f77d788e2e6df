using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>
/// The file that torch.save wrote before PyTorch 1.6: pickles of a magic number, the protocol's version, the machine, the value and the
/// keys of its storages, then for each key how many elements it has (8 bytes) and their bytes.
/// </summary>
internal sealed class LegacySource : StorageSource
{
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private const long ProtocolVersion = 1001;
    private const int HeadBytes = 32;

    private readonly FileStream _stream;
    private readonly Dictionary<string, long> _begins = new(StringComparer.Ordinal);

    private LegacySource(FileStream stream)
    {
        _stream = stream;
    }

    /// <summary>True for a file that begins with a pickle of the magic number, of whatever protocol.</summary>
    /// <param name="head">The file's first bytes.</param>
    public static bool IsBegunBy(ReadOnlySpan<byte> head) =>
        head.StartsWith([(byte)PickleOpcode.Proto]) && head[..Math.Min(head.Length, HeadBytes)].IndexOf(Magic.ToByteArray()) >= 0;

    /// <summary>Opens a file and reads its pickles.</summary>
    /// <param name="stream">The file, at its beginning; the source owns it when this returns.</param>
    /// <param name="refusal">Names the file.</param>
    /// <returns>The source, and what the pickle describes.</returns>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003 or MLOPS3001: it cannot be read.</exception>
    public static (LegacySource Source, object? Root) Open(FileStream stream, WeightsRefusal refusal)
    {
        var (torch, budget) = (new TorchObjects(refusal), new ObjectBudget(refusal));
        if (Pickle(stream, torch, budget, refusal) is not BigInteger magic || magic != Magic || Pickle(stream, torch, budget, refusal) is not ProtocolVersion)
        {
            throw refusal.Broken($"it does not begin with the magic number and the protocol {ProtocolVersion}");
        }

        CheckMachine(Pickle(stream, torch, budget, refusal), refusal);
        var root = Pickle(stream, torch, budget, refusal);
        if (Pickle(stream, torch, budget, refusal) is not List<object?> keys || keys.Count != torch.Storages.Count)
        {
            throw refusal.Broken($"the list of its storages is not that of the {torch.Storages.Count} in its pickle");
        }

        var source = new LegacySource(stream);
        foreach (var key in keys)
        {
            source.Place(key, torch, refusal);
        }

        return (source, root);
    }

    /// <inheritdoc/>
    public override void Read(string key, long offset, Span<byte> target)
    {
        _stream.Position = _begins[key] + offset;
        _stream.ReadExactly(target);
    }

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

    private static object? Pickle(FileStream stream, TorchObjects torch, ObjectBudget budget, WeightsRefusal refusal) =>
        new Unpickler(new PickleInput(stream, stream.Length - stream.Position, refusal), torch, budget, refusal).Read();

    private static void CheckMachine(object? machine, WeightsRefusal refusal)
    {
        if (machine is not PickleDict dict)
        {
            throw refusal.Broken("it does not say what machine wrote it");
        }

        if (dict.Items.Exists(item => item is { Key: "little_endian", Value: false }))
        {
            throw refusal.Unusable("its numbers have the highest byte first; save it on a little-endian machine");
        }
    }

    private void Place(object? key, TorchObjects torch, WeightsRefusal refusal)
    {
        if (key is not string name || !torch.Storages.TryGetValue(name, out var storage) || _begins.ContainsKey(name))
        {
            throw refusal.Broken("the list of its storages names one that its pickle does not, or one twice");
        }

        Span<byte> countBytes = stackalloc byte[sizeof(long)];
        if (_stream.ReadAtLeast(countBytes, countBytes.Length, throwOnEndOfStream: false) < countBytes.Length
            || BinaryPrimitives.ReadInt64LittleEndian(countBytes) is var count && count != storage.RootCount
            || !StoredTensor.TryBytes([storage.RootCount], storage.Type, out var bytes) || bytes > _stream.Length - _stream.Position)
        {
            throw refusal.Broken($"the storage '{name}' has not the {storage.RootCount} numbers of {storage.Type} that its pickle asks for; the file may have been cut");
        }

        _begins[name] = _stream.Position;
        _stream.Position += bytes;
    }
}
