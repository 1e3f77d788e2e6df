using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using MlOps.Serving.Models;
using MlOps.Serving.Protocols;

namespace MlOps.Serving.Requests;

/// <summary>The way of every prediction, whatever its protocol: body, version, rows, queue, answers.</summary>
/// <param name="protocol">The form of request and answer.</param>
/// <param name="routes">The models.</param>
/// <param name="limits">How much a client may ask for.</param>
/// <param name="budget">How large all bodies may be together.</param>
internal sealed class PredictionHandler(Protocol protocol, ServedRoutes routes, ServeLimits limits, BodyBudget budget)
{
    /// <summary>Names the route value that holds the model's name.</summary>
    public const string ModelValue = "model";

    /// <summary>Names the route value that holds the version, in paths that have one.</summary>
    public const string VersionValue = "version";

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <exception cref="ProblemException">It cannot be answered.</exception>
    public async Task HandleAsync(HttpContext context)
    {
        var facts = context.Features.GetRequiredFeature<RequestFacts>();
        facts.Protocol = protocol;
        var route = routes.Find(context.GetRouteValue(ModelValue) as string);
        facts.Route = route;
        if (facts.Key?.IsFor(route.Name) == false)
        {
            throw Problem.ForbiddenKey.Exception();
        }

        using var body = await RequestBody.ReadAsync(context.Request, limits, budget, context.RequestAborted);
        facts.Bytes = body.Bytes.Length;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(limits.Time);
        using var lease = route.Take(context.Request, facts.Id);
        facts.Lease = lease;
        new WantedVersion(context.GetRouteValue(VersionValue) as string).Require(lease.Model);
        var request = protocol.Read(body, lease.Model);
        facts.Rows = request.Rows.Count;
        facts.Asked = request.Rows;
        var response = new ResponseBody(context.Response);
        try
        {
            var answers = await lease.Model.PredictAsync(request.Rows, time.Token);
            facts.Answers = answers;
            protocol.Write(request, lease.Model, answers, response);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw Problem.TimedOut(limits.Time).Exception();
        }

        response.Headers["X-Model-Version"] = $"{route.Name}/{lease.Model.Version.Version}";
        await response.SendAsync(context.RequestAborted);
    }
}
