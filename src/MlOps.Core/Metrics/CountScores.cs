namespace MlOps.Metrics;

/// <summary>The metrics that follow from counts alone: precision, recall and F1 by average and label, and agreement beyond chance.</summary>
internal sealed class CountScores
{
    private const int Averages = 3;
    private static readonly string[] Families = ["precision", "recall", "f1"];
    private readonly bool _multiLabel;
    private readonly bool _isSlice;
    private readonly int _labels;

    /// <summary>Prepares the names.</summary>
    /// <param name="labels">The label names.</param>
    /// <param name="multiLabel">True when each label is decided by itself.</param>
    /// <param name="isSlice">
    /// True for the rows of a slice: a class without rows there is left out of macro averages, and where fewer than two classes
    /// are left, what contrasts classes is undefined. Otherwise such a class counts 0, so that a class cannot hide by being absent.
    /// </param>
    public CountScores(IReadOnlyList<string> labels, bool multiLabel, bool isSlice)
    {
        (_labels, _multiLabel, _isSlice) = (labels.Count, multiLabel, isSlice);
        Names =
        [
            .. Families.SelectMany(family => new[] { family, $"{family}.micro", $"{family}.weighted" }
                .Concat(labels.Select(label => MetricName.ForLabel(family, label)))),
            .. multiLabel ? Array.Empty<string>() : ["balanced-accuracy", "matthews", "cohen-kappa"],
        ];
    }

    /// <summary>The names of the values, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Computes the values.</summary>
    /// <param name="counts">The counts of each label.</param>
    /// <returns>One value a name; NaN where undefined.</returns>
    public double[] Compute(LabelCounts[] counts)
    {
        var values = new double[Names.Count];
        var present = counts.Count(label => label.Support > 0);
        var contrast = !_isSlice || present >= (_multiLabel ? 1 : 2);
        var total = counts.Aggregate((sum, label) => sum.Plus(label));
        var perLabel = Averages + _labels;
        Fill(values.AsSpan(0, perLabel), counts, total, contrast, contrast, label => label.Precision);
        Fill(values.AsSpan(perLabel, perLabel), counts, total, contrast, true, label => label.Recall);
        Fill(values.AsSpan(2 * perLabel, perLabel), counts, total, contrast, contrast, label => label.F1);
        if (!_multiLabel)
        {
            var agreement = values.AsSpan(3 * perLabel);
            var balanced = contrast && (_isSlice || present == counts.Length);
            agreement[0] = balanced ? counts.Where(label => label.Support > 0).Average(label => label.Recall) : double.NaN;
            agreement[1] = contrast ? Matthews(counts) : double.NaN;
            agreement[2] = contrast ? Kappa(counts) : double.NaN;
        }

        return values;
    }

    private void Fill(Span<double> values, LabelCounts[] counts, LabelCounts total, bool averaged, bool perLabel, Func<LabelCounts, double> score)
    {
        var macro = _isSlice ? counts.Where(label => label.Support > 0) : counts;
        values[0] = averaged ? macro.Average(score) : double.NaN;
        values[1] = score(total);
        values[2] = averaged ? Weighted(counts, score) : double.NaN;
        for (var label = 0; label < counts.Length; label++)
        {
            var known = perLabel && !(_isSlice && counts[label].Support == 0);
            values[Averages + label] = known ? score(counts[label]) : double.NaN;
        }
    }

    private static double Weighted(LabelCounts[] counts, Func<LabelCounts, double> score)
    {
        var rows = counts.Sum(label => label.Support);
        return rows == 0 ? 0 : counts.Sum(label => label.Support * score(label)) / rows;
    }

    // the correlation of two classifications: Gorodkin 2004; 0 where one of them is constant
    private static double Matthews(LabelCounts[] counts)
    {
        double rows = counts.Sum(label => label.Support);
        double right = counts.Sum(label => label.TruePositives);
        var both = counts.Sum(label => (double)label.Support * Predicted(label));
        var truth = (rows * rows) - counts.Sum(label => (double)label.Support * label.Support);
        var predicted = (rows * rows) - counts.Sum(label => (double)Predicted(label) * Predicted(label));
        return truth * predicted == 0 ? 0 : ((right * rows) - both) / Math.Sqrt(truth * predicted);
    }

    // Cohen 1960: agreement beyond the chance that the two sets of shares give; undefined where chance alone agrees always
    private static double Kappa(LabelCounts[] counts)
    {
        double rows = counts.Sum(label => label.Support);
        var agreed = counts.Sum(label => label.TruePositives) / rows;
        var chance = counts.Sum(label => (double)label.Support * Predicted(label)) / (rows * rows);
        return chance == 1 ? double.NaN : (agreed - chance) / (1 - chance);
    }

    private static long Predicted(LabelCounts label) => label.TruePositives + label.FalsePositives;
}
