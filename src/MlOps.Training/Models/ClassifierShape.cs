namespace MlOps.Training.Models;

/// <summary>The part that turns a text's vector into logits.</summary>
/// <param name="Hidden">Widths of the layers between the text's vector and the logits; none for a single linear layer.</param>
/// <param name="Labels">Number of logits.</param>
/// <param name="Dropout">Dropout before each of its layers; the base model's own when null.</param>
public sealed record ClassifierShape(IReadOnlyList<int> Hidden, int Labels, double? Dropout);
