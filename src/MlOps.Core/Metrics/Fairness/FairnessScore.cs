namespace MlOps.Metrics.Fairness;

/// <summary>How a model treats the groups of a column.</summary>
/// <param name="Positive">The label that counts as the favourable or the feared outcome.</param>
/// <param name="Column">The column whose values are the groups.</param>
/// <param name="Groups">Each group, in ordinal order.</param>
/// <param name="Measures">Every measure.</param>
public sealed record FairnessScore(string Positive, string Column, IReadOnlyList<GroupRates> Groups, IReadOnlyList<MeasuredFairness> Measures)
{
    /// <summary>Counts the rows of each group, and draws resamples of all rows for intervals.</summary>
    /// <param name="labels">[C], the label names.</param>
    /// <param name="rows">The rows with the model's probabilities.</param>
    /// <param name="positive">One of the labels.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">[N], each row's group.</param>
    /// <param name="seed">Seed of the resamples.</param>
    public static FairnessScore Of(IReadOnlyList<string> labels, ScoredRows rows, string positive, string column, IReadOnlyList<string> values, int seed)
    {
        string[] groups = [.. values.Distinct().Order(StringComparer.Ordinal)];
        var groupOf = values.Select(value => Array.IndexOf(groups, value)).ToArray();
        var label = labels.TakeWhile(name => name != positive).Count();
        var outcomes = Enumerable.Range(0, rows.Count).Select(row => rows.Outcome(row, label)).ToArray();
        var counted = Count(groups, Enumerable.Range(0, rows.Count));

        var chance = new Random(seed);
        var picks = new int[rows.Count];
        var resampled = FairnessMeasure.All.Select(_ => new double?[Bootstrap.Resamples]).ToArray();
        for (var sample = 0; sample < Bootstrap.Resamples; sample++)
        {
            Bootstrap.Draw(chance, picks);
            var drawn = Count(groups, picks);
            for (var measure = 0; measure < resampled.Length; measure++)
            {
                resampled[measure][sample] = ValueOf(FairnessMeasure.All[measure], drawn);
            }
        }

        return new(positive, column, counted, [.. FairnessMeasure.All.Zip(resampled, (measure, samples) => new MeasuredFairness(measure.Name, ValueOf(measure, counted), Bootstrap.IntervalOf(samples)))]);

        GroupRates[] Count(string[] names, IEnumerable<int> chosen)
        {
            var (sizes, counts) = (new long[names.Length], new LabelCounts[names.Length]);
            foreach (var row in chosen)
            {
                sizes[groupOf[row]]++;
                counts[groupOf[row]] = counts[groupOf[row]].Plus(outcomes[row]);
            }

            return [.. names.Select((name, group) => GroupRates.Of(name, sizes[group], counts[group]))];
        }
    }

    private static double? ValueOf(FairnessMeasure measure, IReadOnlyList<GroupRates> groups) => measure.Of(rate => [.. groups.Select(group => group.Rate(rate))]);
}
