using MlOps.Metrics;

namespace MlOps.Experiments;

/// <summary>How many of some trials hit.</summary>
/// <param name="Hits">From 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">How often it was tried.</param>
public sealed record Rate(long Hits, long Trials)
{
    /// <summary>The normal distribution's 97.5 % quantile, for intervals of 95 %.</summary>
    public const double Normal975 = 1.959963984540054;

    /// <summary>The share of hits; null without a trial.</summary>
    public double? Share => Trials == 0 ? null : (double)Hits / Trials;

    /// <summary>The 95 % interval of the share; null without a trial.</summary>
    /// <remarks>Wilson 1927, Probable inference, the law of succession, and statistical inference: it holds what it says also for few trials and rare hits, where the usual one does not.</remarks>
    public Interval? Interval()
    {
        if (Share is not { } share)
        {
            return null;
        }

        var square = Normal975 * Normal975;
        var middle = (share + (square / (2 * Trials))) / (1 + (square / Trials));
        var half = Normal975 * Math.Sqrt((share * (1 - share) / Trials) + (square / (4.0 * Trials * Trials))) / (1 + (square / Trials));

        // where nothing or everything hit, the end is exact and rounding must not move it
        return new(Hits == 0 ? 0 : middle - half, Hits == Trials ? 1 : middle + half);
    }
}
