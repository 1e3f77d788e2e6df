namespace MlOps.Inference.Predict;

/// <summary>A column that holds a part of a model's answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNumber">True when JSON holds it as a number.</param>
public sealed record AnswerColumn(string Name, bool IsNumber);
