namespace MlOps.Metrics.Regression;

/// <summary>The scores of a model that predicts numbers.</summary>
/// <remarks>Definitions agree with scikit-learn's; of several targets each metric is the mean of theirs.</remarks>
public sealed class RegressionRows : TaskScores
{
    private readonly double[] _actual;
    private readonly double[] _predicted;

    /// <summary>Puts numbers beside each other.</summary>
    /// <param name="targets">[C], names of the targets.</param>
    /// <param name="actual">[N * C], row after row.</param>
    /// <param name="predicted">[N * C], row after row.</param>
    public RegressionRows(IReadOnlyList<string> targets, double[] actual, double[] predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, actual.Length);
        (Labels, _actual, _predicted) = (targets, actual, predicted);
    }

    /// <inheritdoc/>
    public override int Count => _actual.Length / Labels.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels { get; }

    /// <summary>What the model says of a row, [C].</summary>
    /// <param name="row">0 to N-1.</param>
    public ReadOnlySpan<double> Predicted(int row) => _predicted.AsSpan(row * Labels.Count, Labels.Count);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => ComputeSlice([.. Enumerable.Range(0, Count)]);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyCollection<int> rows)
    {
        var all = new Dictionary<string, double?>(StringComparer.Ordinal);
        var picks = rows.ToArray();
        var scores = Enumerable.Range(0, Labels.Count).Select(target => RegressionScores.Of(Numbers(_actual, picks, target), Numbers(_predicted, picks, target))).ToList();
        for (var metric = 0; metric < RegressionScores.Names.Count; metric++)
        {
            var name = RegressionScores.Names[metric];
            all[name] = Defined(scores.Average(ofTarget => ofTarget[metric]));
            for (var target = 0; target < Labels.Count; target++)
            {
                all[MetricName.ForLabel(name, Labels[target])] = Defined(scores[target][metric]);
            }
        }

        return all;
    }

    /// <inheritdoc/>
    internal override ResampledScores Resample() => new Resampled(this);

    private static double? Defined(double value) => double.IsFinite(value) ? value : null;

    private double[] Numbers(double[] from, int[] rows, int target) => Array.ConvertAll(rows, row => from[(row * Labels.Count) + target]);

    private sealed class Resampled(RegressionRows rows) : ResampledScores
    {
        public override IReadOnlyList<string> Names => RegressionScores.Names;

        public override double[] Compute(int[] picks)
        {
            var targets = Enumerable.Range(0, rows.Labels.Count)
                .Select(target => RegressionScores.Of(rows.Numbers(rows._actual, picks, target), rows.Numbers(rows._predicted, picks, target)))
                .ToList();
            return [.. Enumerable.Range(0, Names.Count).Select(metric => targets.Average(scores => scores[metric]))];
        }
    }
}
