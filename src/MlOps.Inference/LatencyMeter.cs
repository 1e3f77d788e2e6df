namespace MlOps.Inference;

/// <summary>Measures how long one row takes.</summary>
/// <param name="time">The clock.</param>
public sealed class LatencyMeter(TimeProvider time)
{
    /// <summary>Calls before counting begins: they compile code and fill caches.</summary>
    public const int WarmUpCalls = 50;

    /// <summary>Calls that are counted.</summary>
    public const int CountedCalls = 500;

    /// <summary>Predicts rows one at a time: spread evenly over all that are given, or from the first again where they are too few.</summary>
    /// <param name="predictor">The model.</param>
    /// <param name="rows">Prepared rows, at least one.</param>
    /// <param name="ct">Stops between two calls.</param>
    public Latency Measure(Predictor predictor, IReadOnlyList<RowInput> rows, CancellationToken ct = default)
    {
        for (var call = 0; call < WarmUpCalls; call++)
        {
            _ = predictor.Predict([Pick(rows, call, WarmUpCalls)], ct);
        }

        var seconds = new double[CountedCalls];
        for (var call = 0; call < CountedCalls; call++)
        {
            RowInput[] row = [Pick(rows, call, CountedCalls)];
            var start = time.GetTimestamp();
            _ = predictor.Predict(row, ct);
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

    private static RowInput Pick(IReadOnlyList<RowInput> rows, int call, int calls) =>
        rows[rows.Count < calls ? call % rows.Count : (int)((long)call * rows.Count / calls)];

    // linear between the two nearest ranks
    private static double Percentile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }
}
