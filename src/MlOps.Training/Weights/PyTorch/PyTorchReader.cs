using System.Runtime.InteropServices;
using MlOps.Diagnostics;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>
/// Reads the tensors of a state dict that torch.save wrote (<c>.bin</c>, <c>.pt</c>, <c>.pth</c>, <c>.th</c>). Nothing in the file is executed:
/// its pickle is read by a machine that knows tensors and nothing else.
/// </summary>
public sealed class PyTorchReader : WeightsReader
{
    private static readonly byte[] ZipBytes = "PK"u8.ToArray();
    private static readonly byte[] TarBytes = "ustar"u8.ToArray();
    private const int TarOffset = 257;

    private readonly StorageSource _source;
    private readonly WeightsRefusal _refusal;
    private (PyTorchTensor Tensor, byte[] Bytes)? _scattered;

    /// <summary>Opens a file and reads what it describes; no number is read yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: it is malformed. MLOPS3001: it holds something else than tensors.</exception>
    public PyTorchReader(string path, string shown)
        : base(shown)
    {
        _refusal = new(shown);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            (_source, var root) = Open(stream);
            Tensors = [.. StateDict.Find(root, _refusal).Select(entry => new PyTorchTensor(entry.Key, entry.Value))];
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<StoredTensor> Tensors { get; }

    /// <inheritdoc/>
    internal override void ReadBytes(StoredTensor tensor, long offset, Span<byte> target)
    {
        var entry = (PyTorchTensor)tensor;
        try
        {
            if (entry.View.IsContiguous)
            {
                _source.Read(entry.View.Storage.Key, (entry.View.Offset * entry.Type.Size()) + offset, target);
                return;
            }

            _scattered = _scattered is { } kept && ReferenceEquals(kept.Tensor, entry) ? kept : (entry, ReadSpan(entry));
            Gather(entry, _scattered.Value.Bytes, offset / entry.Type.Size(), target);
            if (offset + target.Length == entry.Bytes)
            {
                _scattered = null;
            }
        }
        catch (EndOfStreamException e)
        {
            throw _refusal.Broken($"it became shorter while it was read, at '{tensor.Name}'", e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _source.Dispose();

    private (StorageSource Source, object? Root) Open(FileStream stream)
    {
        var head = new byte[TarOffset + TarBytes.Length];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (head.AsSpan(0, length).StartsWith(ZipBytes))
        {
            return ZipSource.Open(stream, _refusal);
        }

        if (LegacySource.IsBegunBy(head.AsSpan(0, length)))
        {
            return LegacySource.Open(stream, _refusal);
        }

        throw head.AsSpan(TarOffset).StartsWith(TarBytes)
            ? _refusal.Unusable("it is a tar archive, as PyTorch wrote them before 0.1.10; load it with PyTorch and save what model.state_dict() returns")
            : _refusal.Broken("it begins neither as a zip archive nor with the magic number of the form before that");
    }

    // of a transposed tensor: all that lies between its first and its last element
    private byte[] ReadSpan(PyTorchTensor tensor)
    {
        var (view, size) = (tensor.View, tensor.Type.Size());
        var span = view.Shape.Zip(view.Strides, (length, stride) => (length - 1) * stride).Sum() + 1;
        if (span > Array.MaxLength / size)
        {
            throw _refusal.Unusable($"'{tensor.Name}' is not contiguous, and too large to be put in order; save it after .contiguous()");
        }

        var scattered = new byte[span * size];
        _source.Read(view.Storage.Key, view.Offset * size, scattered);
        return scattered;
    }

    private static void Gather(PyTorchTensor tensor, byte[] scattered, long first, Span<byte> target)
    {
        switch (tensor.Type.Size())
        {
            case sizeof(ulong): Gather<ulong>(tensor.View, scattered, first, target); break;
            case sizeof(uint): Gather<uint>(tensor.View, scattered, first, target); break;
            case sizeof(ushort): Gather<ushort>(tensor.View, scattered, first, target); break;
            default: Gather<byte>(tensor.View, scattered, first, target); break;
        }
    }

    // T: as wide as an element
    private static void Gather<T>(TorchTensor view, byte[] scattered, long first, Span<byte> target)
        where T : unmanaged
    {
        var (shape, strides) = (view.Shape, view.Strides);
        var from = MemoryMarshal.Cast<byte, T>(scattered);
        var to = MemoryMarshal.Cast<byte, T>(target);
        var last = shape.Count - 1;
        var (width, step) = (shape[last], (int)strides[last]);
        for (var (done, row) = (0, first / width); done < to.Length; row++)
        {
            // where the row begins, then along it
            var column = done == 0 ? first % width : 0;
            var at = column * step;
            for (var (dimension, rest) = (last - 1, row); dimension >= 0; dimension--)
            {
                (rest, var index) = Math.DivRem(rest, shape[dimension]);
                at += index * strides[dimension];
            }

            var count = (int)Math.Min(width - column, to.Length - done);
            for (var (i, place) = (0, (int)at); i < count; i++, place += step)
            {
                to[done + i] = from[place];
            }

            done += count;
        }
    }
}
