namespace MlOps.Steps;

/// <summary>How far a step is.</summary>
/// <param name="Message">A few words: <c>epoch 2 of 3</c>.</param>
/// <param name="Share">Part done, from 0 to 1; null when unknown.</param>
/// <param name="Values">What was measured just now, such as loss and samples-per-second; goes to metrics.jsonl.</param>
/// <param name="Position">What the values belong to: the optimizer step or the epoch; null when there is none.</param>
public sealed record StepProgress(
    string Message,
    double? Share = null,
    IReadOnlyDictionary<string, double>? Values = null,
    int? Position = null);
