namespace MlOps.Serving.Metrics;

/// <summary>Counts values by size. Safe for threads; a reader may see a value in the count that is not yet in the sum.</summary>
/// <param name="bounds">Upper bounds of the buckets, ascending; one without a bound is added.</param>
internal sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly double[] _bounds = [.. bounds];
    private readonly long[] _counts = new long[bounds.Count + 1];
    private double _sum;

    /// <summary>Upper bounds of the buckets but the last.</summary>
    public IReadOnlyList<double> Bounds => _bounds;

    /// <summary>The sum of all values.</summary>
    public double Sum => Volatile.Read(ref _sum);

    /// <summary>Counts a value.</summary>
    /// <param name="value">The value.</param>
    public void Add(double value)
    {
        var bucket = 0;
        while (bucket < _bounds.Length && value > _bounds[bucket])
        {
            bucket++;
        }

        _ = Interlocked.Increment(ref _counts[bucket]);
        double before;
        do
        {
            before = Volatile.Read(ref _sum);
        }
        while (Interlocked.CompareExchange(ref _sum, before + value, before) != before);
    }

    /// <summary>Values of each bucket, those without a bound last.</summary>
    public long[] Counts() => [.. _counts.Select((_, bucket) => Interlocked.Read(ref _counts[bucket]))];
}
