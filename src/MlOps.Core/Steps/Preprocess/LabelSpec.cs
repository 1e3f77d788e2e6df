using MlOps.Spec;

namespace MlOps.Steps.Preprocess;

/// <summary>Which column holds the label, or the labels.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsMulti">A row may carry any number of labels.</param>
/// <param name="Separator">Stands between two labels of a row; null when the column holds a JSON list of texts.</param>
public sealed record LabelSpec(SpecText Column, bool IsMulti, string? Separator);
