namespace MlOps.Inference.Evaluate;

/// <summary>One line of <c>predictions.jsonl</c>.</summary>
/// <param name="Row">Number of the row in the source, counted from 1.</param>
/// <param name="Labels">What is true of it.</param>
/// <param name="Predicted">What the model says.</param>
/// <param name="Probabilities">One a label, in the order of the evaluation's labels.</param>
public sealed record PredictedRow(long Row, IReadOnlyList<string> Labels, IReadOnlyList<string> Predicted, IReadOnlyList<double> Probabilities);
