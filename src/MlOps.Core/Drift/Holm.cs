namespace MlOps.Drift;

/// <summary>Corrects p-values for having asked more than one question: of twenty features that have not moved, one has a p-value below 0.05.</summary>
/// <remarks>Holm 1979, A simple sequentially rejective multiple test procedure: the chance of any false alarm among all stays below the level, also where features depend on each other.</remarks>
public static class Holm
{
    /// <summary>The corrected p-values, in the order given.</summary>
    /// <param name="values">Each from 0 to 1.</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> values)
    {
        var adjusted = new double[values.Count];
        var largest = 0.0;
        foreach (var (rank, place) in Enumerable.Range(0, values.Count).OrderBy(place => values[place]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (values.Count - rank) * values[place]));
            adjusted[place] = largest;
        }

        return adjusted;
    }
}
