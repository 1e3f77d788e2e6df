using MlOps.Metrics;

namespace MlOps.Experiments;

/// <summary>
/// Tells whether two arms differ in a share, however often and whenever one looks: a mixture sequential probability ratio test, whose p-value is always valid.
/// A usual test that is looked at every day finds a difference where there is none far more often than it says.
/// </summary>
/// <remarks>
/// Johari, Koomen, Pekelis, Walsh 2017, Peeking at A/B Tests, and 2022, Always Valid Inference, for two streams of zeros and ones: under the mixture N(0, t^2) of differences the
/// likelihood ratio is sqrt(v / (v + t^2)) exp(t^2 d^2 / (2 v (v + t^2))) for a difference d whose variance is v, and its inverse a p-value at every moment at once
/// (Ville's inequality). It rests on the normal approximation, hence <see cref="LeastTrials"/>, and on shares that are estimated with one hit and one miss added.
/// </remarks>
public static class SequentialTest
{
    /// <summary>Trials that both arms need before anything is said.</summary>
    public const long LeastTrials = 100;

    /// <summary>t: the differences that the test looks for are of this size. Larger and smaller ones are found too, only later.</summary>
    public const double Spread = 0.05;

    private const double Level = 0.05;

    /// <summary>The p-value now. The least of all those seen so far is one, too.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another.</param>
    /// <returns>1 before both arms have <see cref="LeastTrials"/>.</returns>
    public static double PValue(Rate first, Rate second)
    {
        if (Math.Min(first.Trials, second.Trials) < LeastTrials)
        {
            return 1;
        }

        var (difference, variance) = Estimate(first, second);
        var mixture = Spread * Spread;
        var logRatio = (0.5 * Math.Log(variance / (variance + mixture))) + (mixture * difference * difference / (2 * variance * (variance + mixture)));
        return Math.Min(1, Math.Exp(-logRatio));
    }

    /// <summary>An interval of the difference, second less first, that holds the true one at all moments at once in 95 % of experiments.</summary>
    /// <param name="first">An arm.</param>
    /// <param name="second">Another.</param>
    /// <returns>Null before both arms have <see cref="LeastTrials"/>. It leaves 0 out when the p-value is below 0.05.</returns>
    public static Interval? Interval(Rate first, Rate second)
    {
        if (Math.Min(first.Trials, second.Trials) < LeastTrials)
        {
            return null;
        }

        var (difference, variance) = Estimate(first, second);
        var mixture = Spread * Spread;
        var half = Math.Sqrt(variance * (variance + mixture) / mixture * (Math.Log((variance + mixture) / variance) - (2 * Math.Log(Level))));
        return new(difference - half, difference + half);
    }

    private static (double Difference, double Variance) Estimate(Rate first, Rate second)
    {
        var (p, q) = (Smoothed(first), Smoothed(second));
        return (second.Share!.Value - first.Share!.Value, (p * (1 - p) / first.Trials) + (q * (1 - q) / second.Trials));
    }

    private static double Smoothed(Rate rate) => (rate.Hits + 1.0) / (rate.Trials + 2.0);
}
