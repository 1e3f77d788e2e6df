namespace MlOps.Serving.Batching;

/// <summary>How requests are put together for the model.</summary>
public sealed record BatchSettings
{
    /// <summary>Rows that the model computes at once, at most.</summary>
    public int MaxRows { get; init; } = 16;

    /// <summary>How long a row waits for others to share a batch with while a thread is free.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.Zero;

    /// <summary>Rows that may wait for the model; more are refused with 503.</summary>
    public int QueueRows { get; init; } = 1024;

    /// <summary>Batches that are computed side by side; 0 takes as many as the cores have room for.</summary>
    public int Workers { get; init; }

    /// <summary>Threads that one batch is computed on.</summary>
    public int Threads { get; init; } = 1;
}
