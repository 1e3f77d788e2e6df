namespace MlOps.Inference;

/// <summary>Measures how long one text takes.</summary>
/// <param name="time">The clock.</param>
public sealed class LatencyMeter(TimeProvider time)
{
    /// <summary>Calls before counting begins: they compile code and fill caches.</summary>
    public const int WarmUpCalls = 50;

    /// <summary>Calls that are counted.</summary>
    public const int CountedCalls = 500;

    /// <summary>Predicts texts one at a time: spread evenly over all that are given, or from the first again where they are too few.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="texts">Prepared texts, at least one.</param>
    /// <param name="ct">Stops between two calls.</param>
    public Latency Measure(Predictor predictor, IReadOnlyList<string> texts, CancellationToken ct = default)
    {
        for (var call = 0; call < WarmUpCalls; call++)
        {
            _ = predictor.PredictPrepared([Pick(texts, call, WarmUpCalls)], ct);
        }

        var seconds = new double[CountedCalls];
        for (var call = 0; call < CountedCalls; call++)
        {
            string[] text = [Pick(texts, call, CountedCalls)];
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
            CountedCalls,
            predictor.Threads);
    }

    private static string Pick(IReadOnlyList<string> texts, int call, int calls) =>
        texts[texts.Count < calls ? call % texts.Count : (int)((long)call * texts.Count / calls)];

    // linear between the two nearest ranks
    private static double Percentile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
