using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MlOps.Ui.Security;

/// <summary>
/// Refuses requests that other sites make a browser send, before anything is read of them: those for a host that is not this page's (a name
/// that was bound to this machine's address), and those that would do something and do not come from a page of ours.
/// </summary>
/// <param name="hosts">The names by which browsers may reach the page, without ports.</param>
internal sealed class RequestGuard(IReadOnlySet<string> hosts)
{
    /// <summary>Why a request is refused; null for one that is not.</summary>
    /// <param name="request">The request.</param>
    public string? WhyNot(HttpRequest request)
    {
        if (!hosts.Contains(request.Host.Host.Trim('[', ']')))
        {
            return "The page is not served under this name.";
        }

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsFromHere(request)
            ? null
            : "The request does not come from this page.";
    }

    // browsers send Origin with every request that is no GET; Sec-Fetch-Site cannot be set by a script
    private static bool IsFromHere(HttpRequest request) =>
        request.Headers.Origin == new StringValues($"{request.Scheme}://{request.Host}")
        && (StringValues.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]) || request.Headers["Sec-Fetch-Site"] == "same-origin");
}
