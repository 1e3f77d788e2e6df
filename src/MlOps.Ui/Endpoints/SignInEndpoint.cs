using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;

namespace MlOps.Ui.Endpoints;

/// <summary><c>/sign-in</c> and <c>/sign-out</c>.</summary>
/// <param name="sessions">Who has signed in.</param>
/// <param name="pages">Sends pages.</param>
internal sealed class SignInEndpoint(Sessions sessions, PageWriter pages)
{
    /// <summary>Adds them.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes)
    {
        _ = routes.MapGet("/sign-in", context => pages.SendAsync(context, Form(context, wrong: false)));
        _ = routes.MapPost("/sign-in", SignInAsync);
        _ = routes.MapPost("/sign-out", SignOutAsync);
    }

    private async Task SignInAsync(HttpContext context)
    {
        var form = await FormReader.ReadAsync(context);
        if (!sessions.IsOwn(context, form[Sessions.FormField]) || !sessions.SignIn(context, form["token"].ToString().Trim()))
        {
            await pages.SendAsync(context, Form(context, wrong: true) with { Status = StatusCodes.Status403Forbidden });
            return;
        }

        await PageWriter.SeeAsync(context, "/");
    }

    private async Task SignOutAsync(HttpContext context)
    {
        var form = await FormReader.ReadAsync(context);
        if (sessions.IsOwn(context, form[Sessions.FormField]))
        {
            sessions.SignOut(context);
        }

        await PageWriter.SeeAsync(context, "/");
    }

    private Page Form(HttpContext context, bool wrong) => new("Sign in", "", sessions.Token is null
        ? Html.Of($"""<section><p>This page is read-only. Start it with <code>dotnet mlops ui --write</code> to change models here.</p></section>""")
        : Html.Of($"""
            <section>
            {(wrong ? Html.Of($"""<p class="notice" role="alert">This is not the token of this page; it is another one at each start.</p>""") : Html.Empty)}
            <p>The token was printed where the page was started.</p>
            <form class="edit" method="post" action="/sign-in" data-sign-in="yes">{pages.Viewer(context).FormKey}
            <label class="wide">Token <input name="token" type="password" required="required" autocomplete="off"/></label><button class="primary">Sign in</button></form>
            </section>
            """));
}
