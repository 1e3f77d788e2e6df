namespace MlOps.Drift;

/// <summary>How the numbers of a feature are distributed, in bounded space: the empirical distribution at up to <see cref="MaxPoints"/> points.</summary>
/// <param name="Count">How many numbers there were.</param>
/// <param name="Mean">Their mean; 0 when there were none.</param>
/// <param name="Values">The points, growing. With more distinct numbers than points, a point stands for those between it and the one before.</param>
/// <param name="Counts">How many numbers each point stands for; all of them make <paramref name="Count"/>.</param>
public sealed record NumberProfile(long Count, double Mean, IReadOnlyList<double> Values, IReadOnlyList<long> Counts)
{
    /// <summary>Most points that are kept: the distribution is exact at each of them, and off by less than 1/256 between two.</summary>
    public const int MaxPoints = 256;

    /// <summary>The profile of numbers.</summary>
    /// <param name="numbers">Finite numbers in any order.</param>
    public static NumberProfile Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        if (sorted.Length == 0)
        {
            return new(0, 0, [], []);
        }

        var (values, counts) = (new List<double>(), new List<long>());
        var isExact = sorted.Distinct().Take(MaxPoints + 1).Count() <= MaxPoints;
        var least = isExact ? 1 : (sorted.Length + MaxPoints - 1) / MaxPoints;
        for (var (start, at) = (0, 1); at <= sorted.Length; at++)
        {
            var isLast = at == sorted.Length;
            if (isLast || (sorted[at] > sorted[at - 1] && at - start >= least))
            {
                values.Add(sorted[at - 1]);
                counts.Add(at - start);
                start = at;
            }
        }

        return new(sorted.Length, sorted.Average(), values, counts);
    }

    /// <summary>How many of the numbers lie in each bin.</summary>
    /// <param name="edges">The bins' upper ends, growing, each of them in its bin; the last bin has none.</param>
    /// <returns>One more than there are edges.</returns>
    public IReadOnlyList<long> CountIn(IReadOnlyList<double> edges)
    {
        var bins = new long[edges.Count + 1];
        var bin = 0;
        for (var i = 0; i < Values.Count; i++)
        {
            while (bin < edges.Count && Values[i] > edges[bin])
            {
                bin++;
            }

            bins[bin] += Counts[i];
        }

        return bins;
    }
}
