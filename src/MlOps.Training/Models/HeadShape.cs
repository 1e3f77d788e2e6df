using MlOps.Models;

namespace MlOps.Training.Models;

/// <summary>The part that turns a network's vectors into what the task asks for.</summary>
/// <param name="Task">What is learnt.</param>
/// <param name="Outputs">Numbers that it gives: labels, tags or targets; for language models pieces of the vocabulary.</param>
/// <param name="Hidden">Widths of the layers between the vector and the logits; none for a single linear layer.</param>
/// <param name="Dropout">Dropout before each of its layers; the base model's own when null.</param>
public sealed record HeadShape(TaskKind Task, int Outputs, IReadOnlyList<int> Hidden, double? Dropout);
