namespace MlOps.Training.Export;

/// <summary>A tensor that flows through an <see cref="OnnxGraph"/>: an input, a weight or what an operator gives.</summary>
/// <param name="Name">Its name, unique in the graph.</param>
internal readonly record struct OnnxValue(string Name);
