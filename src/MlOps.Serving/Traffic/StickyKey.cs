using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Traffic;

/// <summary>The part of a request that tells its client: a header or a cookie.</summary>
/// <param name="IsCookie">True for a cookie, false for a header.</param>
/// <param name="Name">Its name.</param>
public sealed record StickyKey(bool IsCookie, string Name)
{
    private const string Header = "header:";
    private const string Cookie = "cookie:";

    /// <summary>The form in words, for messages.</summary>
    public const string Expected = $"{Header}NAME or {Cookie}NAME";

    /// <summary>Reads <c>header:NAME</c> or <c>cookie:NAME</c>; null for another form.</summary>
    /// <param name="text">What the user typed.</param>
    public static StickyKey? Parse(string text) =>
        text.StartsWith(Header, StringComparison.Ordinal) && text.Length > Header.Length ? new(false, text[Header.Length..])
        : text.StartsWith(Cookie, StringComparison.Ordinal) && text.Length > Cookie.Length ? new(true, text[Cookie.Length..])
        : null;

    /// <summary>The client of a request; null where it does not say.</summary>
    /// <param name="request">The request.</param>
    public string? Of(HttpRequest request)
    {
        var value = IsCookie ? request.Cookies[Name] : request.Headers[Name].ToString();
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
