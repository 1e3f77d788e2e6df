namespace MlOps.Drift;

/// <summary>How large a measure of drift gets by chance alone: what 95 % of samples from an unmoved distribution stay below.</summary>
/// <remarks>
/// With shares that have not moved, (1/n + 1/m)^-1 times the sum of squared differences over the shares has a chi-squared distribution with B - 1 degrees of
/// freedom. The population stability index is that sum to second order (Yurdakul 2018), the Jensen-Shannon divergence an eighth of it (Lin 1991).
/// </remarks>
internal static class ChanceLevel
{
    private const double Normal95 = 1.6448536269514722; // the normal distribution's 95 % quantile
    private const double Kolmogorov95 = 1.3580986393225507; // that of Kolmogorov's

    /// <summary>Of the population stability index.</summary>
    /// <param name="bins">Bins that are compared.</param>
    /// <param name="first">Size of one sample.</param>
    /// <param name="second">Size of the other.</param>
    public static double PopulationStability(int bins, long first, long second) => bins < 2 ? 0 : ChiSquared95(bins - 1) * ((1.0 / first) + (1.0 / second));

    /// <summary>Of the Jensen-Shannon distance to base 2.</summary>
    /// <param name="bins">Bins that are compared.</param>
    /// <param name="first">Size of one sample.</param>
    /// <param name="second">Size of the other.</param>
    public static double JensenShannon(int bins, long first, long second) => Math.Min(1, Math.Sqrt(PopulationStability(bins, first, second) / (8 * Math.Log(2))));

    /// <summary>Of the Kolmogorov-Smirnov statistic.</summary>
    /// <param name="first">Size of one sample.</param>
    /// <param name="second">Size of the other.</param>
    public static double KolmogorovSmirnov(long first, long second) => Math.Min(1, Kolmogorov95 * Math.Sqrt((1.0 / first) + (1.0 / second)));

    /// <summary>The 95 % quantile of the chi-squared distribution, good to 3 % (Wilson and Hilferty 1931).</summary>
    /// <param name="freedom">Degrees of freedom, 1 or more.</param>
    public static double ChiSquared95(int freedom)
    {
        var spread = 2.0 / (9 * freedom);
        return freedom * Math.Pow(1 - spread + (Normal95 * Math.Sqrt(spread)), 3);
    }
}
