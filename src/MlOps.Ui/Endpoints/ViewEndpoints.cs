using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Running;
using MlOps.Ui.Assets;
using MlOps.Ui.Compare;
using MlOps.Ui.Errors;
using MlOps.Ui.Markup;
using MlOps.Ui.Models;
using MlOps.Ui.Runs;
using static MlOps.Ui.Endpoints.PageWriter;

namespace MlOps.Ui.Endpoints;

/// <summary>Everything that is only looked at.</summary>
internal sealed class ViewEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private readonly UiSources _sources;
    private readonly PageWriter _pages;
    private readonly RunIndex _runs;
    private readonly TestErrors _errors;
    private readonly VersionFacts _facts;

    /// <summary>Prepares them.</summary>
    /// <param name="sources">What the page shows.</param>
    /// <param name="facts">What is known of versions.</param>
    /// <param name="pages">Sends pages.</param>
    public ViewEndpoints(UiSources sources, VersionFacts facts, PageWriter pages)
    {
        (_sources, _facts, _pages) = (sources, facts, pages);
        _runs = new(sources.State);
        _errors = new(new StepCache(sources.State.Cache));
    }

    /// <summary>Adds them.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map("/", context => _pages.SendAsync(context, new OverviewPage(_sources.Registry, _runs).Write()));
        Map("/models", context => _pages.SendAsync(context, new ModelListPage(_sources.Registry).Write()));
        Map("/models/{name}", ModelAsync);
        Map("/models/{name}/{version:int}", VersionAsync);
        Map("/runs", context => _pages.SendAsync(context, new RunListPage(_runs).Write(Query(context, "before"))));
        Map("/runs/{id}", RunAsync);
        Map("/runs/{id}/live", LiveAsync);
        Map("/runs/{id}/errors", ErrorsAsync);
        Map("/runs/{id}/pictures/{row:long}", PictureAsync);
        Map("/compare", context => _pages.SendAsync(
            context, new ComparePage(_sources, _runs, new(_sources, _runs, _facts)).Write([.. context.Request.Query["with"].OfType<string>()])));
        Map("/assets/{hash}/{file}", AssetAsync);

        void Map(string path, RequestDelegate answer) => routes.MapMethods(path, Reading, answer);
    }

    private async Task AssetAsync(HttpContext context)
    {
        if (!await AssetFiles.SendAsync(context, Path(context, "hash"), Path(context, "file")))
        {
            await _pages.NotFoundAsync(context);
        }
    }

    private Task ModelAsync(HttpContext context)
    {
        var model = _sources.Registry.Show(Path(context, "name"));
        var (page, by, viewer) = (new ModelPage(_facts), Query(context, "by"), _pages.Viewer(context));
        return Query(context, "part") == ChoicePanel.Part
            ? SendPartAsync(context, page.WriteChoice(model, by, viewer))
            : _pages.SendAsync(context, page.Write(model, by, viewer));
    }

    private Task VersionAsync(HttpContext context)
    {
        var model = _sources.Registry.Show(Path(context, "name"));
        return model.Find(int.Parse(Path(context, "version"), CultureInfo.InvariantCulture)) is { } version
            ? _pages.SendAsync(context, new VersionPage(_facts, _errors).Write(model, version, _pages.Viewer(context)))
            : _pages.NotFoundAsync(context);
    }

    private Task RunAsync(HttpContext context) => Path(context, "id") is var id && _runs.Exists(id)
        ? _pages.SendAsync(context, new RunPage(_sources.State, _runs, _errors).Write(id))
        : _pages.NotFoundAsync(context);

    private Task LiveAsync(HttpContext context)
    {
        var id = Path(context, "id");
        if (!_runs.Exists(id))
        {
            return _pages.NotFoundAsync(context);
        }

        var (part, state) = new RunPage(_sources.State, _runs, _errors).Live(id);
        context.Response.Headers.ETag = state;
        if (context.Request.Headers.IfNoneMatch == state)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return SendPartAsync(context, part);
    }

    private Task PictureAsync(HttpContext context)
    {
        var row = long.Parse(Path(context, "row"), CultureInfo.InvariantCulture);
        if (_runs.Find(Path(context, "id")) is not { } run || new ErrorPictures(_sources.State, _errors).Find(run, row) is not var (content, type))
        {
            return _pages.NotFoundAsync(context);
        }

        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private Task ErrorsAsync(HttpContext context)
    {
        var from = int.TryParse(Query(context, "from"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var filter = new ErrorFilter(Query(context, "step"), Query(context, "label"), Query(context, "said"), Query(context, "slice"), from);
        return _runs.Find(Path(context, "id")) is { } run
            ? _pages.SendAsync(context, new ErrorPage(_errors).Write(run, filter))
            : _pages.NotFoundAsync(context);
    }
}
