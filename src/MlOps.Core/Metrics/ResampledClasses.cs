namespace MlOps.Metrics;

/// <summary>
/// A classifier's metrics of any choice of rows, from counts and sums, never from probabilities again. ROC AUC and average precision
/// would need the rows in order, and a resampled calibration error is biased upwards: these three are not among them.
/// </summary>
internal sealed class ResampledClasses : ResampledScores
{
    private readonly ScoredRows _rows;
    private readonly RowScores _ofRows;
    private readonly CountScores _ofCounts;
    private readonly ConfusionMatrix _confusion;

    /// <summary>Prepares each row's contribution.</summary>
    /// <param name="labels">[C], the label names.</param>
    /// <param name="rows">The rows to choose from.</param>
    public ResampledClasses(IReadOnlyList<string> labels, ScoredRows rows)
    {
        _rows = rows;
        _ofRows = RowScores.Of(rows);
        _ofCounts = new(labels, rows.IsMultiLabel, isSlice: false);
        _confusion = new(rows.Classes);
        Names = [.. _ofRows.Names, .. _ofCounts.Names];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public override double[] Compute(int[] picks)
    {
        var means = _ofRows.Values.Select(values => Mean(values, picks));
        return [.. means, .. _ofCounts.Compute(_rows.IsMultiLabel ? CountLabels(picks) : CountClasses(picks))];
    }

    private static double Mean(double[] values, int[] picks)
    {
        var sum = 0.0;
        foreach (var row in picks)
        {
            sum += values[row];
        }

        return sum / picks.Length;
    }

    private LabelCounts[] CountClasses(int[] picks)
    {
        _confusion.Clear();
        foreach (var row in picks)
        {
            _confusion.Add(_rows.TrueClass(row), _rows.PredictedClass(row));
        }

        return _confusion.PerClass();
    }

    private LabelCounts[] CountLabels(int[] picks)
    {
        var counts = new LabelCounts[_rows.Classes];
        foreach (var row in picks)
        {
            for (var label = 0; label < counts.Length; label++)
            {
                counts[label] = counts[label].Plus(_rows.Outcome(row, label));
            }
        }

        return counts;
    }
}
