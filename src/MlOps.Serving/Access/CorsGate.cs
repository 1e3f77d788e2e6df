using Microsoft.AspNetCore.Http;

namespace MlOps.Serving.Access;

/// <summary>Lets web pages of some origins ask, and answers their browsers' questions before.</summary>
/// <param name="origins">For example <c>https://example.org</c>.</param>
internal sealed class CorsGate(IReadOnlyList<string> origins)
{
    private const string SecondsOfConsent = "600";

    /// <summary>Runs a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Answers it.</param>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.Vary = "Origin";
        if (request.Headers.Origin is not [{ } origin] || !origins.Contains(origin))
        {
            return next(context);
        }

        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "X-Model-Version, Retry-After";
        if (!HttpMethods.IsOptions(request.Method) || request.Headers.AccessControlRequestMethod.Count == 0)
        {
            return next(context);
        }

        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, X-API-Key, traceparent, tracestate";
        headers.AccessControlMaxAge = SecondsOfConsent;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
