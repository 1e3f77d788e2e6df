namespace MlOps.Experiments;

/// <summary>The quantiles of times that reports name.</summary>
public static class Quantiles
{
    /// <summary>Name and share of each.</summary>
    public static IReadOnlyList<(string Name, double Share)> Named { get; } = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];

    /// <summary>The least numbers that these shares of them do not exceed.</summary>
    /// <param name="numbers">In any order; sorted here.</param>
    /// <returns>By name; null where there are no numbers.</returns>
    public static IReadOnlyDictionary<string, double?> Of(List<double> numbers)
    {
        numbers.Sort();
        return Named.ToDictionary(quantile => quantile.Name, quantile => numbers.Count == 0 ? (double?)null : numbers[(int)Math.Ceiling(quantile.Share * numbers.Count) - 1]);
    }
}
