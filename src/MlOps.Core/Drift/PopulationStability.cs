namespace MlOps.Drift;

/// <summary>The population stability index: how far counts in bins have moved from those of a reference.</summary>
/// <remarks>
/// Sum over the bins of (a - e) ln(a / e), for shares a of what is compared and e of the reference: Kullback and Leibler's divergence in both directions, in nats.
/// By custom below 0.1 is no change, and 0.25 and more a large one (Siddiqi 2006, Credit Risk Scorecards).
/// </remarks>
public static class PopulationStability
{
    /// <summary>A share below this counts as this, so that an empty bin gives a large number and not an infinite one.</summary>
    public const double Epsilon = 1e-4;

    /// <summary>The index.</summary>
    /// <param name="reference">[B], counts of the reference; not all zero.</param>
    /// <param name="compared">[B], counts of what is compared; not all zero.</param>
    /// <returns>0 for equal shares, without an upper bound but that of <see cref="Epsilon"/>.</returns>
    public static double Of(IReadOnlyList<long> reference, IReadOnlyList<long> compared)
    {
        double expectedCount = reference.Sum(), actualCount = compared.Sum();
        return reference.Zip(compared, (expected, actual) => Term(Math.Max(expected / expectedCount, Epsilon), Math.Max(actual / actualCount, Epsilon))).Sum();
    }

    private static double Term(double expected, double actual) => (actual - expected) * Math.Log(actual / expected);
}
