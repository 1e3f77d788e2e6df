namespace MlOps.Metrics;

/// <summary>Every metric of a classifier that follows from labels and probabilities.</summary>
/// <remarks>Definitions agree with scikit-learn's, where a class without rows or predictions counts 0.</remarks>
public static class ClassificationScores
{
    /// <summary>The metrics of a whole split.</summary>
    /// <param name="labels">[C], the label names.</param>
    /// <param name="rows">The split's rows with the model's probabilities.</param>
    /// <returns>The values by name (see <see cref="MetricCatalogue"/>); null where undefined.</returns>
    public static IReadOnlyDictionary<string, double?> Compute(IReadOnlyList<string> labels, ScoredRows rows) => Compute(labels, rows, isSlice: false);

    /// <summary>The metrics of the rows that share a value; there, what contrasts classes is undefined while fewer than two classes have rows.</summary>
    /// <param name="labels">[C], the label names of the whole split.</param>
    /// <param name="rows">The slice's rows with the model's probabilities.</param>
    /// <returns>The values by name; null where undefined.</returns>
    public static IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyList<string> labels, ScoredRows rows) => Compute(labels, rows, isSlice: true);

    private static Dictionary<string, double?> Compute(IReadOnlyList<string> labels, ScoredRows rows, bool isSlice)
    {
        var all = new Dictionary<string, double?>(StringComparer.Ordinal);
        var ofRows = RowScores.Of(rows);
        for (var name = 0; name < ofRows.Names.Count; name++)
        {
            Set(all, ofRows.Names[name], rows.Count == 0 ? double.NaN : ofRows.Values[name].Average());
        }

        var counts = Enumerable.Range(0, labels.Count).Select(label => Count(rows, label)).ToArray();
        var ofCounts = new CountScores(labels, rows.IsMultiLabel, isSlice);
        var values = ofCounts.Compute(counts);
        for (var name = 0; name < values.Length; name++)
        {
            Set(all, ofCounts.Names[name], values[name]);
        }

        AddRankings(all, labels, rows);
        if (!rows.IsMultiLabel)
        {
            Set(all, "calibration-error", CalibrationError.Of(rows));
        }

        for (var label = 0; label < labels.Count; label++)
        {
            Set(all, MetricName.ForLabel("support", labels[label]), counts[label].Support);
            var rates = Fairness.GroupRates.Of("", rows.Count, counts[label]);
            foreach (var rate in Fairness.FairnessMeasure.AllRates)
            {
                all[MetricName.ForLabel(rate, labels[label])] = rates.Rate(rate);
            }
        }

        return all;
    }

    private static LabelCounts Count(ScoredRows rows, int label)
    {
        var counts = default(LabelCounts);
        for (var row = 0; row < rows.Count; row++)
        {
            counts = counts.Plus(rows.Outcome(row, label));
        }

        return counts;
    }

    private static void AddRankings(Dictionary<string, double?> all, IReadOnlyList<string> labels, ScoredRows rows)
    {
        var areas = new double[labels.Count];
        var precisions = new double[labels.Count];
        for (var label = 0; label < labels.Count; label++)
        {
            var scores = Enumerable.Range(0, rows.Count).Select(row => rows.Probabilities(row)[label]).ToArray();
            var positive = Enumerable.Range(0, rows.Count).Select(row => rows.IsTrue(row, label)).ToArray();
            areas[label] = RankingScores.RocAuc(scores, positive);
            precisions[label] = RankingScores.AveragePrecision(scores, positive);
            Set(all, MetricName.ForLabel("roc-auc", labels[label]), areas[label]);
            Set(all, MetricName.ForLabel("average-precision", labels[label]), precisions[label]);
        }

        // of two classes the second is the positive one; both have the same area, but not the same average precision
        var isBinary = !rows.IsMultiLabel && labels.Count == 2;
        Set(all, "roc-auc", areas.Average());
        Set(all, "average-precision", isBinary ? precisions[1] : precisions.Average());
    }

    private static void Set(Dictionary<string, double?> all, string name, double value) => all[name] = double.IsNaN(value) ? null : value;
}
