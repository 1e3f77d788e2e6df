using System.Collections;

using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor of the CPU, in row-major order, in place.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor _tensor; // also keeps the memory alive
    private readonly T* _first;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        var info = tensor.Info;
        if (info.DeviceType != (int)DeviceType.CPU)
        {
            throw new InvalidOperationException("Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }

        _tensor = tensor;
        _first = (T*)info.Data;
        _contiguous = info.IsContiguous != 0;
        _shape = tensor.shape;
        _strides = tensor.stride();
        Count = info.Elements;
    }

    public long Count { get; }

    /// <summary>The element at a row-major position, or at one index a dimension.</summary>
    public T this[params long[] indices]
    {
        get => _first[Offset(indices)];
        set => _first[Offset(indices)] = value;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(_first + tensorIndex, count).CopyTo(array[arrayIndex..]);
            GC.KeepAlive(_tensor);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            array[arrayIndex + i] = _first[Position(tensorIndex + i)];
        }

        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var count = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        for (var i = 0; i < count; i++)
        {
            _first[Position(tensorIndex + i)] = array[arrayIndex + i];
        }

        GC.KeepAlive(_tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)indices[0], (ulong)Count, nameof(indices));
            return Position(indices[0]);
        }

        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)indices[i], (ulong)_shape[i], nameof(indices));
            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    /// <summary>Where the element at a row-major index lies, counted in elements from the first.</summary>
    private long Position(long index)
    {
        if (_contiguous)
        {
            return index;
        }

        var position = 0L;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            (index, var here) = Math.DivRem(index, _shape[i]);
            position += here * _strides[i];
        }

        return position;
    }
}
