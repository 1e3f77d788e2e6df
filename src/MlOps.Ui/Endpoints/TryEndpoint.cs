using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Ui.Errors;
using MlOps.Ui.Markup;
using MlOps.Ui.Models;
using MlOps.Ui.Security;
using MlOps.Ui.Try;

namespace MlOps.Ui.Endpoints;

/// <summary><c>POST /models/NAME/VERSION/try</c>: asks a version live. It changes nothing, so that it needs no sign-in.</summary>
/// <param name="sources">What the page shows.</param>
/// <param name="facts">What is known of versions.</param>
/// <param name="sessions">Knows the page's own forms.</param>
/// <param name="pages">Sends pages.</param>
/// <param name="models">The models that are tried.</param>
internal sealed class TryEndpoint(UiSources sources, VersionFacts facts, Sessions sessions, PageWriter pages, LiveModels models)
{
    /// <summary>Adds it.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/models/{name}/{version:int}/try", AskAsync);

    private async Task AskAsync(HttpContext context)
    {
        var form = await FormReader.ReadAsync(context);
        if (!sessions.IsOwn(context, form[Sessions.FormField]))
        {
            await pages.RefuseAsync(context, StatusCodes.Status403Forbidden, "Refused", "The form is not of this page, or was made before you signed in. Load the page again.");
            return;
        }

        var model = sources.Registry.Show(PageWriter.Path(context, "name"));
        if (model.Find(int.Parse(PageWriter.Path(context, "version"), CultureInfo.InvariantCulture)) is not { } version)
        {
            await pages.NotFoundAsync(context);
            return;
        }

        var (answers, why) = await AskAsync(version, TryRequest.Read(form), context.RequestAborted);
        context.Response.StatusCode = why is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
        if (answers is not null && form["download"].Count > 0)
        {
            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"{model.Name}-{version.Version}.csv\"");
            await context.Response.Body.WriteAsync(answers.ToCsv(), context.RequestAborted);
            return;
        }

        var part = answers is null ? AnswersPart.Refused(why!) : AnswersPart.Write(answers);
        if (PageWriter.Query(context, "part").Length > 0)
        {
            await PageWriter.SendPartAsync(context, part);
            return;
        }

        var page = new VersionPage(facts, new TestErrors(new StepCache(sources.State.Cache)))
            .Write(model, version, pages.Viewer(context), part);
        await pages.SendAsync(context, page with { Status = context.Response.StatusCode });
    }

    private async Task<(TryAnswers? Answers, string? Why)> AskAsync(ModelVersion version, TryRequest request, CancellationToken aborted)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limited.CancelAfter(TryLimits.Time);
        try
        {
            return (await models.AskAsync(version, (predictor, ct) => Questioner.Ask(predictor, request, ct), limited.Token), null);
        }
        catch (MlOpsException e)
        {
            return (null, $"{e.Diagnostic.Rule.Code}: {e.Diagnostic.Message}");
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"There was no answer within {TryLimits.Time.TotalSeconds:0} s: it is too much for the page, or others are trying models, too."));
        }
    }
}
