using Microsoft.AspNetCore.Http;
using MlOps.Diagnostics;
using MlOps.Ui.Security;

namespace MlOps.Ui.Endpoints;

/// <summary>What every request goes through: the headers of its answer, the guard, and what becomes of failures.</summary>
/// <param name="pages">Sends pages.</param>
/// <param name="guard">Refuses what other sites send.</param>
/// <param name="log">Receives what went wrong inside.</param>
internal sealed class RequestPipeline(PageWriter pages, RequestGuard guard, TextWriter log)
{
    private const string RetrySeconds = "2";

    // what the registry refuses because of how things stand, not because it is broken
    private static readonly Rule[] Refusals =
        [Rules.BadAlias, Rules.BadAttachment, Rules.BadTag, Rules.ChampionMoved, Rules.ApprovalRefused, Rules.NothingWaits, Rules.NothingBefore, Rules.CannotDelete];

    /// <summary>Lets a request through, or answers it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What follows.</param>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        SecurityHeaders.Set(context.Response.Headers);
        if (guard.WhyNot(context.Request) is { } why)
        {
            await pages.RefuseAsync(context, StatusCodes.Status403Forbidden, "Refused", why);
            return;
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for the answer any more
        }
        catch (MlOpsException e) when (!context.Response.HasStarted)
        {
            await FailAsync(context, e.Diagnostic);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await pages.RefuseAsync(context, e.StatusCode, "Not taken", e.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The request is larger than the page takes." : "The request is not whole.");
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await log.WriteLineAsync($"{context.Request.Method} {context.Request.Path}: {e}");
            await pages.RefuseAsync(context, StatusCodes.Status500InternalServerError, "A bug of mlops", "What went wrong stands where the page was started.");
        }
    }

    private Task FailAsync(HttpContext context, Diagnostic failure)
    {
        if (failure.Rule == Rules.UnknownModel || failure.Rule == Rules.BadModelName)
        {
            return pages.RefuseAsync(context, StatusCodes.Status404NotFound, "Not found", failure.Message);
        }

        var why = $"{failure.Rule.Code}: {failure.Message}";
        if (failure.Rule == Rules.RegistryBusy)
        {
            context.Response.Headers.RetryAfter = RetrySeconds;
            return pages.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The registry is busy", why);
        }

        return Refusals.Contains(failure.Rule)
            ? pages.RefuseAsync(context, StatusCodes.Status409Conflict, "Not done", why)
            : pages.RefuseAsync(context, StatusCodes.Status500InternalServerError, "It did not work", why);
    }
}
