using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Traces;

/// <summary>A span a request, as a child of the one that the client names in <c>traceparent</c> (W3C). Costs nothing while nobody listens.</summary>
internal static class ServingTraces
{
    /// <summary>What listeners ask for.</summary>
    public const string SourceName = "MlOps.Serving";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Null while nobody listens.</returns>
    public static Activity? Begin(HttpRequest request)
    {
        _ = ActivityContext.TryParse(request.Headers.TraceParent, request.Headers.TraceState, isRemote: true, out var parent);
        return Source.StartActivity(request.Method, ActivityKind.Server, parent);
    }

    /// <summary>Says how the request went. Attributes are named as OpenTelemetry's conventions for HTTP name them.</summary>
    /// <param name="span">The span.</param>
    /// <param name="context">The request.</param>
    /// <param name="facts">What is known of it.</param>
    public static void Describe(Activity span, HttpContext context, RequestFacts facts)
    {
        _ = span.SetTag("http.request.method", context.Request.Method)
            .SetTag("url.path", Problem.Quote(context.Request.Path.Value ?? ""))
            .SetTag("http.response.status_code", context.Response.StatusCode);
        if (facts.Lease is { } lease)
        {
            span.DisplayName = $"predict {facts.Route!.Name}";
            _ = span.SetTag("mlops.model", facts.Route.Name)
                .SetTag("mlops.arm", lease.Arm.Name)
                .SetTag("mlops.version", lease.Model.Version.Version)
                .SetTag("mlops.protocol", facts.Protocol!.Name)
                .SetTag("mlops.rows", facts.Rows);
        }

        if (facts.Problem is { } problem)
        {
            _ = span.SetTag("error.type", problem.Code);
            _ = problem.Status >= 500 ? span.SetStatus(ActivityStatusCode.Error) : span;
        }
    }
}
