using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Models;
using MlOps.Serving.OpenApi;

namespace MlOps.Serving.Endpoints;

/// <summary><c>/openapi.json</c>: our own protocol as the models that are served now speak it, with an example of each request and answer.</summary>
/// <param name="routes">The models.</param>
/// <param name="asksForKeys">Whether requests need a key.</param>
internal sealed class OpenApiEndpoint(ServedRoutes routes, bool asksForKeys)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Adds the path.</summary>
    /// <param name="paths">Receives it.</param>
    public void Map(IEndpointRouteBuilder paths) => paths.MapGet("/openapi.json", context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Write().ToJsonString(Indented));
    });

    private JsonObject Write()
    {
        var paths = new JsonObject();
        foreach (var route in routes.All)
        {
            using var lease = route.Arms[0].Take();
            if (paths.Count == 0)
            {
                paths["/predict"] = ModelPath.Write(route.Name, "predict", lease.Model);
            }

            paths[$"/models/{route.Name}/predict"] = ModelPath.Write(route.Name, $"predict_{route.Name}", lease.Model);
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "mlops serve", ["version"] = "1", ["description"] = "Predictions of registered models." },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Problem"] = ModelPath.Problem() } },
        };
        if (asksForKeys)
        {
            document["components"]!["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } };
            document["security"] = new JsonArray(new JsonObject { ["key"] = new JsonArray() });
        }

        return document;
    }
}
