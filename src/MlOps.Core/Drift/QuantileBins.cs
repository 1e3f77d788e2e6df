namespace MlOps.Drift;

/// <summary>Cuts a number's range into bins that hold about equally many of the training rows.</summary>
public static class QuantileBins
{
    /// <summary>Deciles, as is usual for the population stability index.</summary>
    public const int Bins = 10;

    /// <summary>The upper ends of the bins, each of them in its bin; below the first and above the last the bins are open.</summary>
    /// <param name="reference">What the bins are made of; at least one number.</param>
    /// <remarks>A value that fills a bin by itself gets one of its own, so that a feature which hardly varied in training is seen to move either way.</remarks>
    public static IReadOnlyList<double> Edges(NumberProfile reference)
    {
        var edges = new SortedSet<double>();
        var (seen, next) = (0L, 1);
        for (var i = 0; i < reference.Values.Count; i++)
        {
            seen += reference.Counts[i];
            var isHeavy = reference.Counts[i] * Bins >= reference.Count;
            if (isHeavy)
            {
                _ = edges.Add(Math.BitDecrement(reference.Values[i]));
            }

            var isEdge = next < Bins && seen * Bins >= next * reference.Count;
            if (isHeavy || isEdge)
            {
                _ = edges.Add(reference.Values[i]);
            }

            while (next < Bins && seen * Bins >= next * reference.Count)
            {
                next++;
            }
        }

        return [.. edges];
    }
}
