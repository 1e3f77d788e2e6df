using MlOps.Training.Weights;

namespace MlOps.Training.Models;

/// <summary>What an exporter is told beside the base model's shape.</summary>
/// <param name="Head">The head.</param>
/// <param name="Labels">Names of the outputs, kept in the file's metadata; none for language models.</param>
/// <param name="MultiLabel">True for a sigmoid of each logit, false for a softmax over them.</param>
/// <param name="Weight">Gives a parameter by its name; asked once for each.</param>
public sealed record ExportRequest(HeadShape Head, IReadOnlyList<string> Labels, bool MultiLabel, Func<string, NamedTensor> Weight);
