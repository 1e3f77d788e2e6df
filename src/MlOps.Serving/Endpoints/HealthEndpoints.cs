using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Models;
using MlOps.Serving.Protocols;

namespace MlOps.Serving.Endpoints;

/// <summary>What balancers and MLflow's clients ask about the server's health: <c>/ping</c>, <c>/health</c>, <c>/version</c>.</summary>
/// <param name="routes">The models.</param>
/// <param name="readiness">Whether the server wants requests.</param>
internal sealed class HealthEndpoints(ServedRoutes routes, Readiness readiness)
{
    /// <summary>Adds the paths.</summary>
    /// <param name="paths">Receives them.</param>
    public void Map(IEndpointRouteBuilder paths)
    {
        _ = paths.MapGet("/ping", context => AnswerAsync(context, "\n"));
        _ = paths.MapGet("/health", context => AnswerAsync(context, "\n"));
        _ = paths.MapGet("/version", context => TextAsync(context, InvocationsProtocol.MlflowVersion));
    }

    private Task AnswerAsync(HttpContext context, string text) => readiness.IsUp && routes.AreReady
        ? TextAsync(context, text)
        : throw Problem.Busy("the server is not ready").Exception();

    // MLflow calls these answers JSON too
    private static Task TextAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    }
}
