namespace MlOps.Inference;

/// <summary>Measures how long one text takes.</summary>
/// <param name="time">The clock.</param>
public sealed class LatencyMeter(TimeProvider time)
{
    /// <summary>Calls before counting begins: they compile code and fill caches.</summary>
    public const int WarmUpCalls = 50;

    /// <summary>Calls that are counted at least.</summary>
    public const int FewestCalls = 500;

    /// <summary>Predicts the texts one at a time, from the first again after the last, until each was counted and there are enough calls.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="texts">Prepared texts, at least one.</param>
    /// <param name="ct">Stops between two calls.</param>
    public Latency Measure(Predictor predictor, IReadOnlyList<string> texts, CancellationToken ct = default)
    {
        for (var call = 0; call < WarmUpCalls; call++)
        {
            _ = predictor.PredictPrepared([texts[call % texts.Count]], ct);
        }

        var seconds = new double[Math.Max(FewestCalls, texts.Count)];
        for (var call = 0; call < seconds.Length; call++)
        {
            string[] text = [texts[call % texts.Count]];
            var start = time.GetTimestamp();
            _ = predictor.PredictPrepared(text, ct);
            seconds[call] = time.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        return new(
            Percentile(seconds, 0.50),
            Percentile(seconds, 0.90),
            Percentile(seconds, 0.95),
            Percentile(seconds, 0.99),
            seconds.Average(),
            seconds.Length,
            predictor.Threads);
    }

    // linear between the two nearest ranks
    private static double Percentile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
