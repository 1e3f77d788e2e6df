namespace MlOps.Storage.Remote;

/// <summary>A request that may succeed when it is sent again: the network, or a server that is busy.</summary>
internal sealed class TransientFailure : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="message">What happened, without a secret.</param>
    /// <param name="inner">What was thrown below, where there is one.</param>
    public TransientFailure(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>How long the server asks to wait; null where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
