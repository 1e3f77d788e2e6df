namespace MlOps.Drift;

/// <summary>The two-sample Kolmogorov-Smirnov test.</summary>
public static class KolmogorovSmirnov
{
    private const int MostTerms = 100;

    /// <summary>The largest distance of two empirical distributions, from 0 to 1.</summary>
    /// <param name="first">A sample; at least one number.</param>
    /// <param name="second">Another; at least one number.</param>
    /// <remarks>Exact where both profiles hold every number; else off by less than 1 / <see cref="NumberProfile.MaxPoints"/> for each that does not.</remarks>
    public static double Statistic(NumberProfile first, NumberProfile second)
    {
        var (i, j, seenFirst, seenSecond, largest) = (0, 0, 0L, 0L, 0.0);
        while (i < first.Values.Count && j < second.Values.Count)
        {
            var at = Math.Min(first.Values[i], second.Values[j]);
            seenFirst += first.Values[i] <= at ? first.Counts[i++] : 0;
            seenSecond += second.Values[j] <= at ? second.Counts[j++] : 0;
            largest = Math.Max(largest, Math.Abs(((double)seenFirst / first.Count) - ((double)seenSecond / second.Count)));
        }

        return largest;
    }

    /// <summary>The chance of a statistic at least this large when both samples come from one distribution.</summary>
    /// <param name="statistic">From 0 to 1.</param>
    /// <param name="first">Numbers in one sample.</param>
    /// <param name="second">Numbers in the other.</param>
    /// <remarks>Kolmogorov's limit with Stephens' correction for small samples (Stephens 1970). Where numbers are equal, as lengths are, it is too large, never too small.</remarks>
    public static double PValue(double statistic, long first, long second)
    {
        var root = Math.Sqrt((double)first * second / (first + second));
        return Survival((root + 0.12 + (0.11 / root)) * statistic);
    }

    /// <summary>The chance that Kolmogorov's limiting statistic is at least this large: 2 sum over k of (-1)^(k-1) exp(-2 k^2 x^2).</summary>
    /// <param name="x">The root of the sample size times the distance.</param>
    public static double Survival(double x)
    {
        // below this the sum converges slowly, and is 1 to 12 digits
        if (x < 0.2)
        {
            return 1;
        }

        var sum = 0.0;
        for (var k = 1; k <= MostTerms; k++)
        {
            var term = Math.Exp(-2 * k * k * x * x);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-16)
            {
                break;
            }
        }

        return Math.Clamp(2 * sum, 0, 1);
    }
}
