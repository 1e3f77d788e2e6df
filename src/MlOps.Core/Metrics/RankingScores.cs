namespace MlOps.Metrics;

/// <summary>The metrics that follow from the order in which probabilities put the rows.</summary>
internal static class RankingScores
{
    /// <summary>The chance that a row with the label gets a higher probability than one without it; ties count half.</summary>
    /// <param name="scores">[N], the label's probabilities.</param>
    /// <param name="positive">[N], true where the row has the label.</param>
    /// <returns>NaN unless there are rows of both kinds.</returns>
    public static double RocAuc(double[] scores, bool[] positive)
    {
        var (above, wins) = (0L, 0.0);
        foreach (var (positives, negatives) in Steps(scores, positive))
        {
            wins += negatives * (above + (positives / 2.0));
            above += positives;
        }

        return wins / (above * (double)(scores.Length - above));
    }

    /// <summary>The precision at each threshold, weighted by the recall that the threshold adds.</summary>
    /// <param name="scores">[N], the label's probabilities.</param>
    /// <param name="positive">[N], true where the row has the label.</param>
    /// <returns>NaN when no row has the label.</returns>
    public static double AveragePrecision(double[] scores, bool[] positive)
    {
        var (found, taken, sum) = (0L, 0L, 0.0);
        foreach (var (positives, negatives) in Steps(scores, positive))
        {
            found += positives;
            taken += positives + negatives;
            sum += positives * (double)found / taken;
        }

        return sum / found;
    }

    // rows with and without the label at each distinct score, from the highest down
    private static IEnumerable<(long Positives, long Negatives)> Steps(double[] scores, bool[] positive)
    {
        var keys = scores.Select(score => -score).ToArray();
        var marks = positive.ToArray();
        Array.Sort(keys, marks);
        for (var start = 0; start < keys.Length;)
        {
            var (end, positives) = (start, 0L);
            for (; end < keys.Length && keys[end] == keys[start]; end++)
            {
                positives += marks[end] ? 1 : 0;
            }

            yield return (positives, end - start - positives);
            start = end;
        }
    }
}
