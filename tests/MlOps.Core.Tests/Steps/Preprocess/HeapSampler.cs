namespace MlOps.Tests.Steps.Preprocess;

/// <summary>Watches the size of living objects on a thread of its own.</summary>
internal sealed class HeapSampler : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private long _peak;

    public HeapSampler()
    {
        _thread = new Thread(Sample) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The greatest size seen, in bytes.</summary>
    public long Peak => Interlocked.Read(ref _peak);

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _stop.Dispose();
    }

    private void Sample()
    {
        do
        {
            // a full collection leaves what is alive
            _ = Interlocked.Exchange(ref _peak, Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: true)));
        }
        while (!_stop.Token.WaitHandle.WaitOne(20));
    }
}
