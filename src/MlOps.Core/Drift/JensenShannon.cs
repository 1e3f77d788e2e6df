namespace MlOps.Drift;

/// <summary>The Jensen-Shannon distance of two sets of counts: the square root of the divergence with logarithms to base 2, as scipy's <c>jensenshannon(p, q, base=2)</c>.</summary>
/// <remarks>Lin 1991, Divergence measures based on the Shannon entropy; that its root is a metric: Endres and Schindelin 2003.</remarks>
public static class JensenShannon
{
    /// <summary>The distance.</summary>
    /// <param name="reference">[B], counts of the reference; not all zero.</param>
    /// <param name="compared">[B], counts of what is compared; not all zero.</param>
    /// <returns>0 for equal shares to 1 where no bin holds both.</returns>
    public static double Of(IReadOnlyList<long> reference, IReadOnlyList<long> compared)
    {
        double expectedCount = reference.Sum(), actualCount = compared.Sum();
        var divergence = reference.Zip(compared, (expected, actual) => Term(expected / expectedCount, actual / actualCount)).Sum();
        return Math.Sqrt(Math.Clamp(divergence, 0, 1));
    }

    private static double Term(double p, double q)
    {
        var middle = (p + q) / 2;
        return (Half(p, middle) + Half(q, middle)) / 2;
    }

    private static double Half(double share, double middle) => share > 0 ? share * Math.Log2(share / middle) : 0;
}
