using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MlOps.Diagnostics;

namespace MlOps.Training.Weights;

/// <summary>Reads tensors of a safetensors file, one at a time.</summary>
public sealed class SafetensorsReader : IDisposable
{
    private readonly FileStream _stream;
    private readonly SafetensorsHeader _header;
    private readonly Dictionary<string, StoredTensor> _byName;

    /// <summary>Opens a file and checks its header; no number is read yet.</summary>
    /// <param name="path">A <c>.safetensors</c> file.</param>
    /// <param name="shown">What messages call it.</param>
    /// <exception cref="MlOpsException">MLOPS3003: the header does not describe this file.</exception>
    public SafetensorsReader(string path, string shown)
    {
        using (var stream = Open(path))
        {
            _header = SafetensorsHeader.Read(stream, shown);
        }

        _stream = Open(path);
        _byName = _header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<StoredTensor> Tensors => _header.Tensors;

    /// <summary>The file's own notes, for example <c>format: pt</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The entry of a name, or null.</summary>
    /// <param name="name">A tensor's name.</param>
    public StoredTensor? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor of floating-point numbers, widened to single precision.</summary>
    /// <param name="tensor">An entry of this file of type F32, F16 or BF16.</param>
    /// <returns>The numbers, row after row.</returns>
    public float[] ReadFloats(StoredTensor tensor)
    {
        if (tensor.Type == ElementType.I64)
        {
            throw new ArgumentException($"'{tensor.Name}' holds whole numbers", nameof(tensor));
        }

        var values = new float[tensor.Count];
        if (tensor.Type == ElementType.F32 && BitConverter.IsLittleEndian)
        {
            ReadBytes(tensor, MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        var size = StoredTensor.SizeOf(tensor.Type);
        var bytes = ArrayPool<byte>.Shared.Rent(values.Length * size);
        ReadBytes(tensor, bytes.AsSpan(0, values.Length * size));
        for (var i = 0; i < values.Length; i++)
        {
            var number = bytes.AsSpan(i * size, size);
            values[i] = tensor.Type switch
            {
                ElementType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
                ElementType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(number) << 16),
                _ => BinaryPrimitives.ReadSingleLittleEndian(number),
            };
        }

        ArrayPool<byte>.Shared.Return(bytes);
        return values;
    }

    /// <summary>Reads a tensor of whole numbers.</summary>
    /// <param name="tensor">An entry of this file of type I64.</param>
    /// <returns>The numbers, row after row.</returns>
    public long[] ReadWholes(StoredTensor tensor)
    {
        if (tensor.Type != ElementType.I64)
        {
            throw new ArgumentException($"'{tensor.Name}' holds {tensor.Type}", nameof(tensor));
        }

        var bytes = new byte[tensor.End - tensor.Begin];
        ReadBytes(tensor, bytes);
        var values = new long[tensor.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(i * sizeof(long)));
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    private void ReadBytes(StoredTensor tensor, Span<byte> target)
    {
        _stream.Position = _header.DataOffset + tensor.Begin;
        _stream.ReadExactly(target);
    }
}
