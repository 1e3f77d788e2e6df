using Microsoft.AspNetCore.Http;
using MlOps.Diagnostics;
using MlOps.Serving.Protocols;
using MlOps.Serving.Traces;

namespace MlOps.Serving.Requests;

/// <summary>Surrounds every request: turns what goes wrong into an answer, and tells metrics and log how it went.</summary>
/// <param name="log">Is told of failures of the server's own.</param>
/// <param name="observers">Are told of every request that has ended.</param>
internal sealed class RequestPipeline(ServerLog log, IReadOnlyList<Action<HttpContext, RequestFacts>> observers)
{
    private int _inFlight;

    /// <summary>Requests that are answered now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Runs a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Answers it.</param>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var facts = new RequestFacts { Id = RequestId.Of(context.Request) };
        context.Response.Headers[RequestId.Header] = facts.Id;
        context.Features.Set(facts);
        using var span = ServingTraces.Begin(context.Request);
        _ = Interlocked.Increment(ref _inFlight);
        try
        {
            await AnswerAsync(context, facts, next);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _inFlight);
            if (span is not null)
            {
                ServingTraces.Describe(span, context, facts);
            }

            foreach (var observe in observers)
            {
                observe(context, facts);
            }
        }
    }

    private async Task AnswerAsync(HttpContext context, RequestFacts facts, RequestDelegate next)
    {
        try
        {
            await next(context);
            facts.Problem = Unanswered(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // nobody is there to be told
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            facts.Problem = Explain(e);
        }
        catch (IOException)
        {
            return; // the connection broke
        }

        if (facts.Problem is { } problem && !context.Response.HasStarted)
        {
            var response = new ResponseBody(context.Response);
            if (facts.Protocol is { } protocol)
            {
                protocol.Write(problem, response);
            }
            else
            {
                ProblemJson.Write(problem, response);
            }

            await response.SendAsync(context.RequestAborted);
        }
    }

    private Problem Explain(Exception exception)
    {
        switch (exception)
        {
            case ProblemException known:
                return known.Problem;
            case BadHttpRequestException http:
                return new(http.StatusCode, http.StatusCode == 413 ? "too-large" : http.StatusCode == 408 ? "too-slow" : "bad-request", http.Message);
            case MlOpsException { Diagnostic.Rule: var rule } failed when rule == Rules.BadData:
                return Problem.BadRequest(failed.Diagnostic.Message);
            case MlOpsException failed:
                log.Write(failed.Message);
                return new(503, "model-failed", "the model cannot answer this; the server's log says more") { RetryAfterSeconds = 1 };
            default:
                log.Write($"{Rules.Bug.Code}: {exception}");
                return Problem.Failed;
        }
    }

    // routing leaves an empty answer where there is no such path, or not for this method
    private static Problem? Unanswered(HttpContext context) => context.Response switch
    {
        { HasStarted: true } => null,
        { StatusCode: 404 } => Problem.NotFound("nothing is served at this path; /openapi.json lists what is"),
        { StatusCode: 405 } => new(405, "method-not-allowed", $"this path takes {context.Response.Headers.Allow}"),
        _ => null,
    };
}
