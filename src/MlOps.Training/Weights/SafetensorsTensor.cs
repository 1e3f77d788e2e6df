namespace MlOps.Training.Weights;

/// <summary>An entry of a safetensors header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its numbers are.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Begin">Offset of its first byte, counted from the end of the header.</param>
/// <param name="End">Offset behind its last byte.</param>
internal sealed record SafetensorsTensor(string Name, ElementType Type, IReadOnlyList<long> Shape, long Begin, long End)
    : StoredTensor(Name, Type, Shape);
