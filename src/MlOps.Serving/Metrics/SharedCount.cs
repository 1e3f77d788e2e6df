namespace MlOps.Serving.Metrics;

/// <summary>A number that many threads add to.</summary>
internal sealed class SharedCount
{
    private long _value;

    /// <summary>The number.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Adds to it.</summary>
    /// <param name="more">How much.</param>
    public void Add(long more) => _ = Interlocked.Add(ref _value, more);
}
