namespace MlOps.Bench.Baseline;

/// <summary>Predicts the label that is most frequent among the examples it was given, whatever the text.</summary>
internal sealed class MajorityClass(IReadOnlyList<Example> train)
{
    private readonly string _label = train.CountBy(example => example.Label)
        .OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).First().Key;

    /// <summary>The label for a text.</summary>
    public string Predict(string text) => _label;
}
