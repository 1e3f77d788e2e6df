namespace MlOps.Serving;

/// <summary>Why a request gets no answer. Each protocol writes it in its own form.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">A word for programs, in kebab-case.</param>
/// <param name="Message">What was found and what was expected, for people. It quotes nothing but short names of the request.</param>
public sealed record Problem(int Status, string Code, string Message)
{
    private const int LongestQuote = 40;

    /// <summary>Seconds after which the client may try again; null where that would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The body cannot be read as what its content type says, or lacks what the model reads.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public static Problem BadRequest(string message) => new(400, "bad-request", message);

    /// <summary>The body or a part of it is larger than the server takes.</summary>
    /// <param name="message">What was found and what was expected.</param>
    public static Problem TooLarge(string message) => new(413, "too-large", message);

    /// <summary>No key, or none that is known.</summary>
    public static Problem NoKey { get; } = new(401, "unauthorized", "this server asks for a key; send it as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'");

    /// <summary>The key is not for this model.</summary>
    public static Problem ForbiddenKey { get; } = new(403, "forbidden", "the key is known, but not for this model; ask for one that is");

    /// <summary>More requests than the server can answer in time.</summary>
    /// <param name="message">What is full.</param>
    public static Problem Busy(string message) => new(503, "busy", message) { RetryAfterSeconds = 1 };

    /// <summary>The answer was not there in time.</summary>
    /// <param name="limit">The time that a request has.</param>
    public static Problem TimedOut(TimeSpan limit) =>
        new(503, "timed-out", FormattableString.Invariant($"the answer was not there within {limit.TotalSeconds:0.###} s; send fewer rows, or try again later")) { RetryAfterSeconds = 1 };

    /// <summary>A content type that is not read.</summary>
    /// <param name="found">What the request says.</param>
    /// <param name="expected">What is read.</param>
    public static Problem UnsupportedType(string found, string expected) => new(415, "unsupported-media-type", $"the content type is '{Quote(found)}'; expected {expected}");

    /// <summary>Nothing is served at this path.</summary>
    /// <param name="message">What is not there.</param>
    public static Problem NotFound(string message) => new(404, "not-found", message);

    /// <summary>A failure of the server's own.</summary>
    public static Problem Failed { get; } = new(500, "internal", "the server has failed; its log says more");

    /// <summary>The exception that carries the problem to where it is written.</summary>
    public ProblemException Exception() => new(this);

    /// <summary>A name of the request, cut to a length that fits a message.</summary>
    /// <param name="name">Any text.</param>
    public static string Quote(string name) => name.Length <= LongestQuote ? name : name[..LongestQuote] + "…";
}
