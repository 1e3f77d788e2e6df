using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Models;
using MlOps.Serving.Protocols;
using MlOps.Serving.Protocols.OpenInference;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Endpoints;

/// <summary>The paths at which models answer.</summary>
/// <param name="routes">The models.</param>
/// <param name="limits">How much a client may ask for.</param>
internal sealed class PredictionEndpoints(ServedRoutes routes, ServeLimits limits)
{
    private const string OfModel = $"/models/{{{PredictionHandler.ModelValue}}}";

    private readonly BodyBudget _budget = new(limits.AllBodyBytes);

    /// <summary>Adds them.</summary>
    /// <param name="paths">Receives them.</param>
    public void Map(IEndpointRouteBuilder paths)
    {
        Add(paths, new PredictProtocol(), "/predict", $"{OfModel}/predict");
        Add(paths, new InvocationsProtocol(), "/invocations", $"{OfModel}/invocations");
        Add(paths, new OpenInferenceProtocol(), $"/v2{OfModel}/infer", $"/v2{OfModel}/versions/{{{PredictionHandler.VersionValue}}}/infer");
    }

    private void Add(IEndpointRouteBuilder paths, Protocol protocol, params ReadOnlySpan<string> patterns)
    {
        var handler = new PredictionHandler(protocol, routes, limits, _budget);
        foreach (var pattern in patterns)
        {
            _ = paths.MapPost(pattern, handler.HandleAsync);
        }
    }
}
