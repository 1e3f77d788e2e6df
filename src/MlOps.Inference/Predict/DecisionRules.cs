namespace MlOps.Inference.Predict;

/// <summary>What becomes of a classifier's probabilities behind the model.</summary>
/// <param name="Thresholds">The least probability from which on a label is given, by label. Without one, of several labels the likeliest is given, and of a multi-label model each from one half on.</param>
/// <param name="AbstainBelow">The least probability of an answer; below it there is none. Null where every row is answered.</param>
/// <param name="Names">What labels are called instead, by label.</param>
public sealed record DecisionRules(IReadOnlyDictionary<string, double> Thresholds, double? AbstainBelow, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>The model's own answers.</summary>
    public static DecisionRules None { get; } = new(new Dictionary<string, double>(), null, new Dictionary<string, string>());

    /// <summary>The labels that a row is given.</summary>
    /// <param name="labels">[C], the model's labels.</param>
    /// <param name="probabilities">[C].</param>
    /// <param name="multiLabel">True when each label is decided by itself.</param>
    /// <returns>The labels as they are called, and the likeliest one's probability; no label where the model abstains.</returns>
    public (IReadOnlyList<string> Labels, double Probability) Decide(IReadOnlyList<string> labels, IReadOnlyList<float> probabilities, bool multiLabel)
    {
        var order = Enumerable.Range(0, labels.Count).OrderByDescending(label => probabilities[label]).ToList();
        var given = order.Where(label => probabilities[label] >= ThresholdOf(labels[label], multiLabel)).ToList();
        var chosen = multiLabel ? given.Order().ToList() : given.Take(1).ToList();
        double probability = probabilities[chosen.Count == 1 ? chosen[0] : order[0]];
        return (probability < AbstainBelow ? [] : [.. chosen.Select(label => Names.GetValueOrDefault(labels[label], labels[label]))], probability);
    }

    private double ThresholdOf(string label, bool multiLabel) => Thresholds.TryGetValue(label, out var threshold) ? threshold : multiLabel ? Metrics.ScoredRows.Threshold : 0;
}
