namespace MlOps.Inference;

/// <summary>The numbers that a model predicts for one text.</summary>
/// <param name="Values">One a target.</param>
public sealed record NumbersAnswer(IReadOnlyList<float> Values) : Answer;
