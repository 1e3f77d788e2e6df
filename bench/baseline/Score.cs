namespace MlOps.Bench.Baseline;

/// <summary>Accuracy and macro F1 of a classifier, each 0 to 1.</summary>
internal sealed record Score(double Accuracy, double MacroF1)
{
    /// <summary>Scores predictions. A label that is neither predicted nor there does not occur; one that is never right has F1 0.</summary>
    public static Score Of(IReadOnlyList<Example> test, Func<string, string> predict)
    {
        var pairs = test.Select(example => (Expected: example.Label, Predicted: predict(example.Text))).ToArray();
        var labels = pairs.SelectMany(pair => (string[])[pair.Expected, pair.Predicted]).Distinct();
        return new(
            pairs.Average(pair => pair.Expected == pair.Predicted ? 1.0 : 0.0),
            labels.Average(label => 2.0 * pairs.Count(pair => pair.Expected == label && pair.Predicted == label)
                / (pairs.Count(pair => pair.Expected == label) + pairs.Count(pair => pair.Predicted == label))));
    }
}
