using System.Runtime.InteropServices;
using MlOps.Training.Weights;

namespace MlOps.Training.Tests.Models;

/// <summary>A state dict whose numbers follow from their places, by the formula that stands in ../shared/reference/make_vision.py.</summary>
/// <param name="entries">Names and shapes, in the order of the state dict.</param>
internal sealed class FormulaWeights(IReadOnlyList<StoredTensor> entries) : WeightsReader("formula")
{
    private readonly Dictionary<string, int> _places = entries.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index, StringComparer.Ordinal);

    public override IReadOnlyList<StoredTensor> Tensors => entries;

    internal override void ReadBytes(StoredTensor tensor, long offset, Span<byte> target)
    {
        if (tensor.Type == ElementType.I64)
        {
            target.Clear();
            return;
        }

        var (place, first) = (_places[tensor.Name], offset / sizeof(float));
        var (shift, factor, square) = Range(tensor);
        var values = MemoryMarshal.Cast<byte, float>(target);
        for (var i = 0; i < values.Length; i++)
        {
            var unit = Unit(place, first + i);
            values[i] = (float)(shift + (factor * unit) + (square * unit * unit));
        }
    }

    protected override void Dispose(bool disposing)
    {
    }

    // from -1 up to 1
    private static double Unit(int place, long element)
    {
        var h = unchecked(((uint)element * 2654435761u) + ((uint)(place + 1) * 2246822519u));
        h = unchecked((h ^ (h >> 15)) * 2246822519u);
        h = unchecked((h ^ (h >> 13)) * 3266489917u);
        h ^= h >> 16;
        return (2.0 * h / (1L << 32)) - 1;
    }

    // what stands before 1, u and u squared
    private static (double Shift, double Factor, double Square) Range(StoredTensor tensor) => tensor switch
    {
        _ when tensor.Name.EndsWith("running_var", StringComparison.Ordinal) => (1, 0, 0.5),
        _ when tensor.Name.EndsWith("running_mean", StringComparison.Ordinal) || tensor.Name.EndsWith("bias", StringComparison.Ordinal) => (0, 0.05, 0),
        { Shape.Count: 2 or 4 } => (0, Math.Sqrt(6.0 / (tensor.Count / tensor.Shape[0])), 0),
        _ => (0.5, 0.1, 0),
    };
}
