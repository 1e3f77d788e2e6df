using MlOps.Text.Tokenizers;

namespace MlOps.Training.Data;

/// <summary>A tokenized row.</summary>
/// <param name="Text">Its tokens.</param>
/// <param name="Labels">Indices of its labels: one, or any number of them for multi-label data.</param>
public sealed record Example(EncodedText Text, IReadOnlyList<int> Labels);
