using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;

namespace MlOps.Ui.Endpoints;

/// <summary>Sends pages and parts of pages.</summary>
/// <param name="sessions">Says what each browser may do.</param>
internal sealed class PageWriter(Sessions sessions)
{
    private const string Type = "text/html; charset=utf-8";

    /// <summary>What the browser that asks may do.</summary>
    /// <param name="context">Its request.</param>
    public Viewer Viewer(HttpContext context) => sessions.Viewer(context);

    /// <summary>Sends a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="page">The page.</param>
    public Task SendAsync(HttpContext context, Page page)
    {
        context.Response.StatusCode = page.Status;
        return SendPartAsync(context, PageFrame.Write(page, Viewer(context)));
    }

    /// <summary>Sends a part of a page, which a script puts in its place.</summary>
    /// <param name="context">The request.</param>
    /// <param name="part">The part.</param>
    public static Task SendPartAsync(HttpContext context, Html part)
    {
        context.Response.ContentType = Type;
        return context.Response.WriteAsync(part.ToString(), context.RequestAborted);
    }

    /// <summary>Sends a page that says why something was not done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="title">A few words.</param>
    /// <param name="why">A sentence.</param>
    public Task RefuseAsync(HttpContext context, int status, string title, string why) =>
        SendAsync(context, new(title, "", Html.Of($"""<section><p>{why}</p></section>""")) { Status = status });

    /// <summary>Sends the page for what is not there.</summary>
    /// <param name="context">The request.</param>
    public Task NotFoundAsync(HttpContext context) => RefuseAsync(context, StatusCodes.Status404NotFound, "Not found", "There is nothing at this address.");

    /// <summary>Sends the browser to another page after something was done.</summary>
    /// <param name="context">The request.</param>
    /// <param name="address">The page.</param>
    public static Task SeeAsync(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        return Task.CompletedTask;
    }

    /// <summary>A value of the query; empty where there is none.</summary>
    public static string Query(HttpContext context, string name) => context.Request.Query[name].ToString();

    /// <summary>A part of the path.</summary>
    public static string Path(HttpContext context, string name) => Convert.ToString(context.Request.RouteValues[name], CultureInfo.InvariantCulture) ?? "";
}
