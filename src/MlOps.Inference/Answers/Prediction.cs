namespace MlOps.Inference;

/// <summary>What a classifier says of one text or picture.</summary>
/// <param name="Logits">One a label, unnormalized.</param>
/// <param name="Probabilities">One a label: they sum to 1, or with multi-label models each stands for itself.</param>
public sealed record Prediction(float[] Logits, float[] Probabilities) : Answer;
