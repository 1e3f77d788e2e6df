namespace MlOps.Inference.Evaluate;

/// <summary>One line of <c>predictions.jsonl</c>.</summary>
/// <param name="Row">Number of the row in the source, counted from 1.</param>
/// <param name="Labels">What is true of it: its labels, or a tag for each word.</param>
/// <param name="Predicted">What the model says, likewise.</param>
/// <param name="Probabilities">One a label, in the order of the evaluation's labels; for tagged words the probability of each predicted tag.</param>
public sealed record PredictedRow(long Row, IReadOnlyList<string> Labels, IReadOnlyList<string> Predicted, IReadOnlyList<double> Probabilities)
{
    /// <summary>The numbers that are true of it; null where none are learnt.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>The numbers that the model predicts; null where none are learnt.</summary>
    public IReadOnlyList<double>? PredictedValues { get; init; }

    /// <summary>A language model's cross-entropy over the row's tokens, in nats; null for other models.</summary>
    public double? Loss { get; init; }

    /// <summary>The tokens that it guessed; null for other models.</summary>
    public long? Tokens { get; init; }
}
