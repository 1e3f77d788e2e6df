namespace MlOps.Training.Weights;

/// <summary>A tensor as a weights file describes it; its numbers are read on request.</summary>
/// <param name="Name">For example <c>bert.pooler.dense.weight</c>.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">Its sizes, outermost first; empty for a single number. Their product has been checked against the file.</param>
public record StoredTensor(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>How many bytes they take.</summary>
    public long Bytes => Count * Type.Size();

    /// <summary>The sizes for messages: <c>[2, 3]</c>.</summary>
    internal string ShownShape => $"[{string.Join(", ", Shape)}]";

    /// <summary>The bytes that a tensor takes; false where they are more than a file can have.</summary>
    /// <param name="shape">Its sizes, none of them negative.</param>
    /// <param name="type">What its numbers are.</param>
    /// <param name="bytes">The bytes.</param>
    internal static bool TryBytes(IReadOnlyList<long> shape, ElementType type, out long bytes)
    {
        bytes = 0;
        if (shape.Contains(0))
        {
            return true;
        }

        var product = (UInt128)type.Size();
        foreach (var size in shape)
        {
            product *= (ulong)size;
            if (product > long.MaxValue)
            {
                return false;
            }
        }

        bytes = (long)product;
        return true;
    }
}
