namespace MlOps.Training.Weights;

/// <summary>One entry of a safetensors header.</summary>
/// <param name="Name">For example <c>bert.pooler.dense.weight</c>.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">Its sizes, outermost first; empty for a single number.</param>
/// <param name="Begin">Offset of its first byte, counted from the end of the header.</param>
/// <param name="End">Offset behind its last byte.</param>
public sealed record StoredTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count => (End - Begin) / SizeOf(Type);

    /// <summary>Bytes of one number.</summary>
    internal static int SizeOf(ElementType type) => type switch
    {
        ElementType.I64 => 8,
        ElementType.F32 => 4,
        _ => 2,
    };
}
