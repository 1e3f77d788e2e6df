namespace MlOps.Metrics;

/// <summary>Whether two models that judge the same rows differ by more than chance.</summary>
/// <remarks>McNemar 1947, as an exact binomial test.</remarks>
public static class McNemar
{
    /// <summary>The chance of a split at least this uneven when both models are right equally often.</summary>
    /// <param name="onlyFirst">Rows that only the first model has right.</param>
    /// <param name="onlySecond">Rows that only the second model has right.</param>
    /// <returns>The two-sided p-value; 1 when there is no such row.</returns>
    public static double PValue(long onlyFirst, long onlySecond)
    {
        var rows = onlyFirst + onlySecond;
        var fewer = Math.Min(onlyFirst, onlySecond);
        if (onlyFirst == onlySecond)
        {
            return 1;
        }

        // ln C(rows, k) is carried along, so that many rows do not overflow
        var (logWays, tail) = (0.0, 0.0);
        for (var k = 0L; k <= fewer; k++)
        {
            tail += Math.Exp(logWays - (rows * Math.Log(2)));
            logWays += Math.Log(rows - k) - Math.Log(k + 1);
        }

        return Math.Min(1, 2 * tail);
    }
}
