using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using MlOps.Diagnostics;

namespace MlOps.Training.Weights;

/// <summary>The tensors of a model's weights, whatever the format and however many files: names, shapes and types at once, numbers on request.</summary>
/// <param name="shown">What messages call the file.</param>
public abstract class WeightsReader(string shown) : IDisposable
{
    private const int PieceBytes = 1 << 16;

    private Dictionary<string, StoredTensor>? _byName;

    /// <summary>What messages call the file.</summary>
    public string Shown { get; } = shown;

    /// <summary>The tensors in the order of the file; no two have one name.</summary>
    public abstract IReadOnlyList<StoredTensor> Tensors { get; }

    /// <summary>The entry of a name, or null.</summary>
    /// <param name="name">A tensor's name.</param>
    public StoredTensor? Find(string name) =>
        (_byName ??= Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal)).GetValueOrDefault(name);

    /// <summary>Reads a tensor of floating-point numbers as single precision.</summary>
    /// <param name="tensor">An entry of this reader of type F64, F32, F16 or BF16.</param>
    /// <returns>The numbers, row after row.</returns>
    /// <exception cref="MlOpsException">MLOPS3001: it holds whole numbers, or more than an array can have. MLOPS3003: its bytes cannot be read.</exception>
    public float[] ReadFloats(StoredTensor tensor)
    {
        if (!tensor.Type.IsFloat())
        {
            throw Unusable($"'{tensor.Name}' holds whole numbers ({tensor.Type}); expected floating-point numbers");
        }

        return Read<float>(tensor, tensor.Type switch
        {
            ElementType.F64 => Widening.Doubles,
            ElementType.F32 => Widening.Singles,
            ElementType.F16 => Widening.Halves,
            _ => Widening.BrainFloats,
        });
    }

    /// <summary>Reads a tensor of whole numbers.</summary>
    /// <param name="tensor">An entry of this reader of type I64, I32, I16, I8, U8 or Bool.</param>
    /// <returns>The numbers, row after row; 1 for true.</returns>
    /// <exception cref="MlOpsException">MLOPS3001: it holds floating-point numbers, or more than an array can have. MLOPS3003: its bytes cannot be read.</exception>
    public long[] ReadWholes(StoredTensor tensor)
    {
        if (tensor.Type.IsFloat())
        {
            throw Unusable($"'{tensor.Name}' holds floating-point numbers ({tensor.Type}); expected whole numbers");
        }

        return Read(tensor, Widening.Wholes(tensor.Type));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads some of a tensor's bytes: its numbers row after row, little endian.</summary>
    /// <param name="tensor">An entry of this reader.</param>
    /// <param name="offset">The first byte that is read, counted from the tensor's beginning; a whole number of elements.</param>
    /// <param name="target">Receives as many bytes as it has.</param>
    /// <exception cref="MlOpsException">MLOPS3003: they cannot be read.</exception>
    internal abstract void ReadBytes(StoredTensor tensor, long offset, Span<byte> target);

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    // piece by piece, so that no more memory is taken than for the numbers themselves
    private T[] Read<T>(StoredTensor tensor, Widening.Conversion<T> convert)
        where T : struct
    {
        if (tensor.Count > Array.MaxLength)
        {
            throw Unusable(string.Create(CultureInfo.InvariantCulture, $"'{tensor.Name}' {tensor.ShownShape} has {tensor.Count} numbers; at most {Array.MaxLength} can be loaded"));
        }

        var values = new T[tensor.Count];
        var size = tensor.Type.Size();
        var isSame = BitConverter.IsLittleEndian && typeof(T) == typeof(float) && tensor.Type == ElementType.F32;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        for (var done = 0; done < values.Length;)
        {
            var piece = values.AsSpan(done, Math.Min(PieceBytes / size, values.Length - done));
            var bytes = isSame ? MemoryMarshal.AsBytes(piece) : buffer.AsSpan(0, piece.Length * size);
            ReadBytes(tensor, (long)done * size, bytes);
            if (!isSame)
            {
                convert(bytes, piece);
            }

            done += piece.Length;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return values;
    }

    private MlOpsException Unusable(string why) => new(Rules.IncompatibleBase, new Location(Shown), why);
}
