using System.Globalization;
using System.Net;

namespace MlOps.GitHub.Access;

/// <summary>
/// Whether a request is sent again, and when. GitHub did nothing where it turned a request away for its rate, or was never reached:
/// any request is repeated then. Where an answer got lost or a server failed, a write may have been done: only reads are repeated
/// here, and who writes looks first at what is there.
/// </summary>
internal static class RetryRules
{
    /// <summary>Times that one request is sent at most.</summary>
    public const int MaxAttempts = 5;

    // doubled with each attempt
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    // what GitHub's guide asks for where a secondary limit names no time; doubled with each attempt
    private static readonly TimeSpan SecondaryPause = TimeSpan.FromMinutes(1);

    /// <summary>How long to wait before a request that was answered is sent again.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="response">The answer; its content is in memory.</param>
    /// <param name="body">The answer's text, where it is one.</param>
    /// <param name="attempt">How often it was sent, from 1.</param>
    /// <param name="now">The time.</param>
    /// <returns>The wait; null when the answer stands.</returns>
    public static TimeSpan? PauseAfter(HttpMethod method, HttpResponseMessage response, string body, int attempt, DateTimeOffset now) => response.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => Asked(response, now) ?? Doubled(SecondaryPause, attempt),
        HttpStatusCode.Forbidden when IsLimit(response, body) => Asked(response, now) ?? Doubled(SecondaryPause, attempt),
        >= HttpStatusCode.InternalServerError when IsRead(method) => Asked(response, now) ?? Doubled(FirstPause, attempt),
        _ => null,
    };

    /// <summary>How long to wait before a request is sent again that was not answered.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="attempt">How often it was sent, from 1.</param>
    /// <returns>The wait; null when it must not be repeated.</returns>
    public static TimeSpan? PauseAfter(HttpMethod method, HttpRequestException failure, int attempt) =>
        IsRead(method) || NeverArrived(failure) ? Doubled(FirstPause, attempt) : null;

    private static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    private static bool NeverArrived(HttpRequestException failure) => failure.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // a 403 is a limit only where it says so; else the token lacks a right, and waiting gives it none
    private static bool IsLimit(HttpResponseMessage response, string body) =>
        response.Headers.RetryAfter is not null || Header(response, "x-ratelimit-remaining") == 0 || body.Contains("rate limit", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Asked(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delay } => delay,
        { Date: { } date } => Positive(date - now),
        _ when Header(response, "x-ratelimit-remaining") == 0 && Header(response, "x-ratelimit-reset") is { } reset and >= 0 and <= uint.MaxValue =>
            Positive(DateTimeOffset.FromUnixTimeSeconds(reset) - now) + TimeSpan.FromSeconds(1), // clocks differ
        _ => null,
    };

    private static long? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static TimeSpan Doubled(TimeSpan first, int attempt) => first * Math.Pow(2, attempt - 1);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
