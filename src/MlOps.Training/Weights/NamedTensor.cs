namespace MlOps.Training.Weights;

/// <summary>A tensor of single precision, outside of libtorch.</summary>
/// <param name="Name">For example <c>bert.pooler.dense.weight</c>.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Values">Its numbers, row after row.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, float[] Values);
