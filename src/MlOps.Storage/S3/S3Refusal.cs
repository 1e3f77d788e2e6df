using System.Net;

namespace MlOps.Storage.S3;

/// <summary>What a store answered instead of what was asked for, or that it could not be reached.</summary>
internal sealed class S3Refusal : Exception
{
    /// <summary>Describes it.</summary>
    /// <param name="message">What happened and what to do, after the name of what was asked for; no key and no signature.</param>
    /// <param name="inner">What the library threw.</param>
    public S3Refusal(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The status of the answer; 0 without one.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>The store's own word, such as NoSuchKey; null without one.</summary>
    public string? Code { get; init; }

    /// <summary>True where the same request may succeed later.</summary>
    public bool IsTransient { get; init; }
}
