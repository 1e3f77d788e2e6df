using System.Globalization;

namespace MlOps.Training.Weights.PyTorch;

/// <summary>A tensor as a part of a storage; it lies within, as <see cref="Create"/> has checked.</summary>
/// <param name="Storage">Where its numbers are.</param>
/// <param name="Offset">Its first element, counted from the beginning of the storage's root.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Strides">How many elements lie between two neighbours of each dimension.</param>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides)
{
    /// <summary>PyTorch's own limit.</summary>
    public const int MostDimensions = 64;

    /// <summary>Checks that every element lies within the storage.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="strides">Steps, one a size.</param>
    /// <param name="refusal">Names the file.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS3003: one does not, or several elements share a place (as an expanded tensor's do).</exception>
    public static TorchTensor Create(TorchStorage storage, long offset, IReadOnlyList<long> shape, IReadOnlyList<long> strides, WeightsRefusal refusal)
    {
        if (shape.Count != strides.Count || offset < 0 || shape.Any(size => size < 0) || strides.Any(stride => stride < 0)
            || !StoredTensor.TryBytes(shape, storage.Type, out var bytes))
        {
            throw Lies();
        }

        var isEmpty = shape.Contains(0);
        var last = shape.Zip(strides, (size, stride) => ((Int128)size - 1) * stride).Aggregate((Int128)offset, (sum, step) => sum + step);
        if (!isEmpty && (last >= storage.Count || bytes / storage.Type.Size() > storage.Count))
        {
            throw Lies();
        }

        return new(storage, isEmpty ? 0 : storage.Begin + offset, shape, strides);

        Diagnostics.MlOpsException Lies() => refusal.Broken(string.Create(
            CultureInfo.InvariantCulture,
            $"a tensor [{string.Join(", ", shape)}] with strides [{string.Join(", ", strides)}] from element {offset} on does not lie in its storage '{storage.Key}' of {storage.Count}"));
    }

    /// <summary>True when its numbers lie row after row without holes.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var i = Shape.Count - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected)
                {
                    return false;
                }

                expected *= Shape[i];
            }

            return true;
        }
    }
}
