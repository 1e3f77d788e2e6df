namespace MlOps.Metrics.Fairness;

/// <summary>What answers do when the terms of a list are swapped in the texts that hold them.</summary>
/// <param name="Terms">The list.</param>
/// <param name="Rows">Rows whose text changes.</param>
/// <param name="FlipRate">The share of them that get another label; null for no rows.</param>
/// <param name="FlipInterval">95 % bootstrap interval.</param>
/// <param name="ScoreShift">How far the probability of the label that was given moves, up or down, on the mean; null for no rows.</param>
/// <param name="ShiftInterval">95 % bootstrap interval.</param>
/// <remarks>Kusner et al. 2017 for the idea; Garg et al. 2019 for texts ("counterfactual token fairness").</remarks>
public sealed record CounterfactualScore(string Terms, long Rows, double? FlipRate, Interval? FlipInterval, double? ScoreShift, Interval? ShiftInterval)
{
    /// <summary>Puts the rows together.</summary>
    /// <param name="terms">The list.</param>
    /// <param name="rows">Of each row whose text changes: whether its label does, and how far the probability moves.</param>
    /// <param name="seed">Seed of the resamples.</param>
    public static CounterfactualScore Of(string terms, IReadOnlyList<(bool Flips, double Shift)> rows, int seed)
    {
        if (rows.Count == 0)
        {
            return new(terms, 0, null, null, null, null);
        }

        var chance = new Random(seed);
        var picks = new int[rows.Count];
        var (flips, shifts) = (new double?[Bootstrap.Resamples], new double?[Bootstrap.Resamples]);
        for (var sample = 0; sample < Bootstrap.Resamples; sample++)
        {
            Bootstrap.Draw(chance, picks);
            flips[sample] = picks.Average(row => rows[row].Flips ? 1.0 : 0);
            shifts[sample] = picks.Average(row => rows[row].Shift);
        }

        return new(terms, rows.Count, rows.Average(row => row.Flips ? 1.0 : 0), Bootstrap.IntervalOf(flips), rows.Average(row => row.Shift), Bootstrap.IntervalOf(shifts));
    }

    /// <summary>The values under the names that gates use.</summary>
    public IReadOnlyDictionary<string, double?> Metrics => new Dictionary<string, double?>
    {
        [MetricName.ForLabel(MetricCatalogue.FlipRate, Terms)] = FlipRate,
        [MetricName.ForLabel(MetricCatalogue.ScoreShift, Terms)] = ScoreShift,
    };
}
