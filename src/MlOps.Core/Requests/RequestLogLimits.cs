namespace MlOps.Requests;

/// <summary>How much a request log may take.</summary>
/// <param name="FileBytes">A file that has reached this size is followed by the next.</param>
/// <param name="FileAge">So is one that is older.</param>
/// <param name="TotalBytes">Of more, the oldest files go.</param>
/// <param name="QueuedLines">Lines that may wait to be written; more are dropped.</param>
/// <param name="QueuedCharacters">Characters of texts that may wait; with more, lines are dropped.</param>
public sealed record RequestLogLimits(long FileBytes, TimeSpan FileAge, long TotalBytes, int QueuedLines, long QueuedCharacters)
{
    /// <summary>Files of 64 MiB or a day, 1 GiB in all.</summary>
    public static RequestLogLimits Default { get; } = new(64L << 20, TimeSpan.FromDays(1), 1L << 30, 8_192, 16L << 20);
}
