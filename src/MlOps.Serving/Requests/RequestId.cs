using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Requests;

/// <summary>The id of a request: the client's own, where it sends a plain one, or a new one. The answer names it, and feedback refers to it.</summary>
internal static class RequestId
{
    /// <summary>The header of request and answer.</summary>
    public const string Header = "X-Request-Id";

    private const int MostCharacters = 128;

    /// <summary>The id of a request.</summary>
    /// <param name="request">The request.</param>
    public static string Of(HttpRequest request) =>
        request.Headers[Header].ToString() is { } own && IsPlain(own) ? own : Guid.NewGuid().ToString("n");

    /// <summary>True for 1 to 128 letters, digits and signs that cannot break a log or a header.</summary>
    /// <param name="id">Any text.</param>
    public static bool IsPlain(string id) =>
        id.Length is > 0 and <= MostCharacters && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or ':');
}
