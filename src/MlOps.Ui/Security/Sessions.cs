using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Security;

/// <summary>
/// Who may change something: browsers that gave the token which was printed when the page started. They get a cookie that scripts cannot
/// read and other sites cannot send. Nothing of it outlives the process.
/// </summary>
internal sealed class Sessions
{
    /// <summary>Name of the field that every form carries.</summary>
    public const string FormField = "key";

    private const int SecretBytes = 32;
    private const int MostSessions = 1000; // each takes a hundred bytes; the oldest go first
    private static readonly TimeSpan Length = TimeSpan.FromHours(12);

    private readonly TimeProvider _time;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(SecretBytes);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    /// <summary>Begins without a session.</summary>
    /// <param name="write">True where signing in is possible.</param>
    /// <param name="time">The clock.</param>
    public Sessions(bool write, TimeProvider time)
    {
        _time = time;
        Token = write ? NewSecret() : null;
    }

    /// <summary>The token that is printed once; null where nothing can be changed.</summary>
    public string? Token { get; }

    /// <summary>What a browser may do.</summary>
    /// <param name="context">Its request.</param>
    public Viewer Viewer(HttpContext context)
    {
        var mayEdit = SessionOf(context) is not null;
        return new(mayEdit, Token is not null && !mayEdit, Html.Of($"""<input type="hidden" name="{FormField}" value="{FormKey(context)}"/>"""));
    }

    /// <summary>Signs a browser in.</summary>
    /// <param name="context">Its request; the answer sets the cookie.</param>
    /// <param name="token">What the user gave.</param>
    /// <returns>False where the token is another one.</returns>
    public bool SignIn(HttpContext context, string token)
    {
        if (Token is null || !AreSame(token, Token))
        {
            return false;
        }

        foreach (var old in _ends.OrderBy(session => session.Value).Take(Math.Max(0, _ends.Count - MostSessions + 1)))
        {
            _ = _ends.TryRemove(old);
        }

        var session = NewSecret();
        _ends[session] = _time.GetUtcNow() + Length;
        context.Response.Cookies.Append(CookieOf(context), session, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
        return true;
    }

    /// <summary>Ends a browser's session.</summary>
    /// <param name="context">Its request; the answer removes the cookie.</param>
    public void SignOut(HttpContext context)
    {
        if (SessionOf(context) is { } session)
        {
            _ = _ends.TryRemove(session, out _);
            context.Response.Cookies.Delete(CookieOf(context), new() { Path = "/", SameSite = SameSiteMode.Strict, HttpOnly = true });
        }
    }

    /// <summary>True when a form was made for the browser that sends it.</summary>
    /// <param name="context">Its request.</param>
    /// <param name="key">The form's field.</param>
    public bool IsOwn(HttpContext context, string? key) => key is not null && AreSame(key, FormKey(context));

    // of the session and of a secret of this process, so that it can neither be guessed nor carried over
    private string FormKey(HttpContext context) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(SessionOf(context) ?? "")));

    private string? SessionOf(HttpContext context) =>
        context.Request.Cookies[CookieOf(context)] is { } session && _ends.TryGetValue(session, out var end) && _time.GetUtcNow() < end ? session : null;

    // browsers keep one set of cookies for all ports of a host: two pages would sign each other out
    private static string CookieOf(HttpContext context) => $"mlops-ui-{context.Connection.LocalPort}";

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    private static bool AreSame(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(a)), SHA256.HashData(Encoding.UTF8.GetBytes(b)));
}
