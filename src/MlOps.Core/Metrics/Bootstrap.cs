namespace MlOps.Metrics;

/// <summary>How far metrics would move if other rows of the same kind had been drawn: percentile intervals over seeded resamples.</summary>
/// <param name="Candidate">The candidate's intervals by metric; see <see cref="ResampledClasses"/> for the metrics left out.</param>
/// <param name="Differences">Candidate less champion on the same resamples; empty without a champion.</param>
/// <param name="PValues">Two-sided: twice the share of resamples on the other side of no difference; empty without a champion.</param>
/// <remarks>Efron, Tibshirani 1993, chapter 13.</remarks>
public sealed record Bootstrap(IReadOnlyDictionary<string, Interval> Candidate, IReadOnlyDictionary<string, Interval> Differences, IReadOnlyDictionary<string, double> PValues)
{
    /// <summary>How often rows are drawn.</summary>
    public const int Resamples = 1000;

    /// <summary>Draws the rows and computes the intervals. The same seed gives the same intervals on every machine.</summary>
    /// <param name="candidate">The test rows as the candidate scores them.</param>
    /// <param name="champion">The same rows as the champion scores them; null when there is none.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static Bootstrap Run(TaskScores candidate, TaskScores? champion, int seed)
    {
        var chance = new Random(seed);
        var first = candidate.Resample();
        var second = champion?.Resample();
        var values = first.Names.Select(_ => new double[Resamples]).ToArray();
        var differences = first.Names.Select(_ => new double[Resamples]).ToArray();
        var picks = new int[candidate.Count];
        for (var sample = 0; sample < Resamples; sample++)
        {
            Draw(chance, picks);
            var mine = first.Compute(picks);
            var theirs = second?.Compute(picks);
            for (var name = 0; name < mine.Length; name++)
            {
                values[name][sample] = mine[name];
                differences[name][sample] = mine[name] - (theirs?[name] ?? double.NaN);
            }
        }

        return new(Intervals(first.Names, values), Intervals(first.Names, differences), PValuesOf(first.Names, differences));
    }

    /// <summary>The 95 % percentile interval of a value; null where a resample left it undefined.</summary>
    /// <param name="samples">Its value in each resample.</param>
    internal static Interval? IntervalOf(IReadOnlyCollection<double?> samples)
    {
        if (samples.Contains(null))
        {
            return null;
        }

        double[] sorted = [.. samples.Select(sample => sample!.Value).Order()];
        return new(Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    /// <summary>Draws rows with replacement.</summary>
    /// <param name="chance">Draws them.</param>
    /// <param name="picks">Receives them, as many as there are.</param>
    internal static void Draw(Random chance, int[] picks)
    {
        for (var place = 0; place < picks.Length; place++)
        {
            picks[place] = chance.Next(picks.Length);
        }
    }

    // a metric that is undefined for a resample has no interval
    private static Dictionary<string, Interval> Intervals(IReadOnlyList<string> names, double[][] values)
    {
        var intervals = new Dictionary<string, Interval>(StringComparer.Ordinal);
        for (var name = 0; name < names.Count; name++)
        {
            if (!values[name].Any(double.IsNaN))
            {
                Array.Sort(values[name]);
                intervals[names[name]] = new(Quantile(values[name], 0.025), Quantile(values[name], 0.975));
            }
        }

        return intervals;
    }

    // the sample itself counts as one more resample, so that no p-value is 0 (Davison, Hinkley 1997, section 4.2)
    private static Dictionary<string, double> PValuesOf(IReadOnlyList<string> names, double[][] differences) => names
        .Select((name, place) => (Name: name, Values: differences[place]))
        .Where(metric => !metric.Values.Any(double.IsNaN))
        .ToDictionary(
            metric => metric.Name,
            metric => Math.Min(1, 2.0 * (1 + Math.Min(metric.Values.Count(value => value <= 0), metric.Values.Count(value => value >= 0))) / (Resamples + 1)),
            StringComparer.Ordinal);

    // linear between the two nearest values
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
