namespace MlOps.GitHub.Access;

/// <summary>
/// How long requests may take in all, with every wait and repetition. Each part of the work opens its own budget: a GitHub that does
/// not answer must not hold up a run.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class RequestBudget(TimeProvider time)
{
    private TimeSpan _total;
    private long _opened = time.GetTimestamp();

    /// <summary>Ends the requests under way when it is cancelled.</summary>
    public CancellationToken Cancelled { get; private set; }

    /// <summary>What is left; never below zero.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = _total - time.GetElapsedTime(_opened);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Starts anew.</summary>
    /// <param name="total">How long the next requests may take in all.</param>
    /// <param name="ct">Ends them early.</param>
    public void Open(TimeSpan total, CancellationToken ct)
    {
        (_total, _opened) = (total, time.GetTimestamp());
        Cancelled = ct;
    }
}
