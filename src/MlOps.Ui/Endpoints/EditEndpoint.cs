using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MlOps.Registry;
using MlOps.Registry.Promotion;
using MlOps.Reporting.Sections;
using MlOps.Ui.Markup;
using MlOps.Ui.Models;
using MlOps.Ui.Security;

namespace MlOps.Ui.Endpoints;

/// <summary><c>POST /models/NAME/edit</c>: every change of the registry. Only for browsers that have signed in, from forms that were made for them.</summary>
/// <param name="sources">What the page shows.</param>
/// <param name="user">Who changes are made by.</param>
/// <param name="sessions">Who has signed in.</param>
/// <param name="pages">Sends pages.</param>
internal sealed class EditEndpoint(UiSources sources, string user, Sessions sessions, PageWriter pages)
{
    /// <summary>Adds it.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/models/{name}/edit", EditAsync);

    private async Task EditAsync(HttpContext context)
    {
        var viewer = pages.Viewer(context);
        if (!viewer.MayEdit)
        {
            await pages.RefuseAsync(context, StatusCodes.Status403Forbidden, "Read-only", viewer.CanSignIn ? "Sign in to change models." : "The page was started without --write: nothing can be changed here.");
            return;
        }

        var form = await FormReader.ReadAsync(context);
        if (!sessions.IsOwn(context, form[Sessions.FormField]))
        {
            await pages.RefuseAsync(context, StatusCodes.Status403Forbidden, "Refused", "The form was not made for this session. Load the page again.");
            return;
        }

        var model = sources.Registry.Show(PageWriter.Path(context, "name"));
        var version = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? model.Find(number) : null;
        if (Edit(form, version?.Version) is not { } edit)
        {
            await pages.RefuseAsync(context, StatusCodes.Status400BadRequest, "Not done", "The form asks for nothing that can be done, or a field is missing.");
            return;
        }

        if (edit is RegistryEdit.Move { Stage: Stage.Production or Stage.Staging } move)
        {
            await PromoteAsync(context, model, version!, move, form);
            return;
        }

        _ = sources.Registry.Edit(model.Name, edit, ChangeOf(form));
        await PageWriter.SeeAsync(context, version is null || edit is RegistryEdit.Rollback ? Link.Model(model.Name) : Link.Version(model.Name, version.Version));
    }

    // the gates that were recorded with the version are judged again, against the champion of this moment
    private async Task PromoteAsync(HttpContext context, RegisteredModel model, ModelVersion version, RegistryEdit.Move move, IFormCollection form)
    {
        var change = ChangeOf(form);
        var result = new Promoter(sources.Registry).Promote(version, move.Stage, change, force: form["force"] == "yes" && change.Reason.Length > 0);
        if (result.Edit is not null)
        {
            await PageWriter.SeeAsync(context, Link.Version(model.Name, version.Version));
            return;
        }

        var failed = result.Gates.Count(gate => !gate.Passed);
        await pages.SendAsync(context, new(
            $"{model.Name} version {version.Version} was not promoted",
            "/models",
            Html.Of($"""
                <p class="notice" role="alert">{failed} of {result.Gates.Count} recorded gates {(failed == 1 ? "is" : "are")} not met. Nothing was changed.</p>
                {Html.Sections([GateSection.Of(result.Gates)])}
                {Parts.Section("force", "Overrule the gates", Html.Of($"""<p>The history keeps who overruled them, and why.</p>{EditForms.Force(model.Name, version.Version, move.Stage, pages.Viewer(context))}"""))}
                """))
        {
            Status = StatusCodes.Status409Conflict,
            Trail = [("Models", "/models"), (model.Name, Link.Model(model.Name)), ($"Version {version.Version}", Link.Version(model.Name, version.Version))],
        });
    }

    private Change ChangeOf(IFormCollection form) => new(user, "", form["reason"].ToString().Trim());

    // null where the form asks for nothing, or lacks what its action needs
    private static RegistryEdit? Edit(IFormCollection form, int? version)
    {
        var (subject, value, reason) = (form["subject"].ToString().Trim(), form["value"].ToString(), form["reason"].ToString().Trim());
        return (form["action"].ToString(), version) switch
        {
            (EditAction.Production, { } number) => new RegistryEdit.Move(number, Stage.Production),
            (EditAction.Staging, { } number) when reason.Length > 0 => new RegistryEdit.Move(number, Stage.Staging),
            (EditAction.Archive, { } number) when reason.Length > 0 => new RegistryEdit.Move(number, Stage.Archived),
            (EditAction.Rollback, _) when reason.Length > 0 => new RegistryEdit.Rollback(),
            (EditAction.Approve, { } number) when reason.Length > 0 => new RegistryEdit.Approve(number),
            (EditAction.Reject, { } number) when reason.Length > 0 => new RegistryEdit.Reject(number),
            (EditAction.SetAlias, { } number) when subject.Length > 0 => new RegistryEdit.SetAlias(subject, number),
            (EditAction.RemoveAlias, _) when subject.Length > 0 => new RegistryEdit.RemoveAlias(subject),
            (EditAction.SetTag, _) when subject.Length > 0 => new RegistryEdit.SetTag(version, subject, value),
            (EditAction.RemoveTag, _) when subject.Length > 0 => new RegistryEdit.SetTag(version, subject, null),
            (EditAction.Describe, _) => new RegistryEdit.Describe(version, value.ReplaceLineEndings("\n").Trim()),
            _ => null,
        };
    }
}
