using MlOps.Registry;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;

namespace MlOps.Ui.Models;

/// <summary>Forms that change the registry. Whoever may not change it sees none.</summary>
internal static class EditForms
{
    private const int MaxReason = 1000;

    /// <summary>The press that brings the best version to Production.</summary>
    public static Html Deploy(RegisteredModel model, ModelVersion version, Viewer viewer) => (version.Stage, viewer.MayEdit) switch
    {
        (Stage.Production, _) => Html.Of($"""<p class="good">It is in Production.</p>"""),
        (_, false) => Html.Of($"""<p class="muted">To deploy it here, the page must be started with <code>--write</code> and you must have signed in.</p>"""),
        _ => Form(model.Name, viewer, Html.Of($"""
            <input type="hidden" name="version" value="{version.Version}"/>
            <button class="primary" name="action" value="{EditAction.Production}">Deploy version {version.Version} to Production</button>
            {Reason("deploy", required: false)}
            """)),
    };

    /// <summary>Everything that can be done with a version.</summary>
    public static Html OfVersion(RegisteredModel model, ModelVersion version, Viewer viewer) => !viewer.MayEdit ? Html.Empty : Parts.Section("change", "Change", Html.Of($"""
        {Form(model.Name, viewer, Html.Of($"""
            <input type="hidden" name="version" value="{version.Version}"/>{Reason("stage", required: true)}
            {(version.Waiting is null ? Html.Empty : Html.Of($"{Button(EditAction.Approve, "Approve", primary: true)}{Button(EditAction.Reject, "Reject")}"))}
            {(version.Stage == Stage.Production ? Html.Empty : Button(EditAction.Production, "Promote to Production", primary: version.Waiting is null))}
            {(version.Stage == Stage.Staging ? Html.Empty : Button(EditAction.Staging, "Move to Staging"))}
            {(version.Stage == Stage.Archived ? Html.Empty : Button(EditAction.Archive, "Archive"))}
            """))}
        {Form(model.Name, viewer, Html.Of($"""
            <input type="hidden" name="version" value="{version.Version}"/>
            <label>Alias <input name="subject" maxlength="255" required="required" autocomplete="off"/></label>{Button(EditAction.SetAlias, "Let it name this version")}{Button(EditAction.RemoveAlias, "Remove")}
            """))}
        {Form(model.Name, viewer, Html.Of($"""
            <input type="hidden" name="version" value="{version.Version}"/>
            <label>Tag <input name="subject" maxlength="250" required="required" autocomplete="off"/></label><label>Value <input name="value" maxlength="5000" autocomplete="off"/></label>{Button(EditAction.SetTag, "Set")}{Button(EditAction.RemoveTag, "Remove")}
            """))}
        {Form(model.Name, viewer, Html.Of($"""
            <input type="hidden" name="version" value="{version.Version}"/>
            <label class="wide">Description <textarea name="value" rows="2" maxlength="5000">{Html.Lines(version.Description, 5000)}</textarea></label>{Button(EditAction.Describe, "Save the description")}
            """))}
        """));

    /// <summary>What can be done with a model as a whole.</summary>
    public static Html OfModel(RegisteredModel model, Viewer viewer) => !viewer.MayEdit ? Html.Empty : Parts.Section("change", "Change", Html.Of($"""
        {(model.Production is { } production && model.BeforeProduction is { } before
            ? Form(model.Name, viewer, Html.Of($"""<input type="hidden" name="version" value="{production.Version}"/>{Reason("rollback", required: true)}{Button(EditAction.Rollback, $"Roll back to version {before}", primary: true)}"""))
            : Html.Of($"""<p class="muted">There is no earlier version in Production to roll back to.</p>"""))}
        {Form(model.Name, viewer, Html.Of($"""
            <label class="wide">Description <textarea name="value" rows="2" maxlength="5000">{Html.Lines(model.Description, 5000)}</textarea></label>{Button(EditAction.Describe, "Save the description")}
            """))}
        """));

    /// <summary>The press that promotes although gates are not met; it needs a reason.</summary>
    public static Html Force(string model, int version, Stage stage, Viewer viewer) => Form(model, viewer, Html.Of($"""
        <input type="hidden" name="version" value="{version}"/><input type="hidden" name="force" value="yes"/>{Reason("force", required: true)}
        {Button(stage == Stage.Production ? EditAction.Production : EditAction.Staging, $"Move to {stage} all the same")}
        """));

    private static Html Form(string model, Viewer viewer, Html fields) =>
        Html.Of($"""<form class="edit" method="post" action="{Link.Model(model)}/edit">{viewer.FormKey}{fields}</form>""");

    private static Html Reason(string use, bool required) => required
        ? Html.Of($"""<label class="wide">Reason <input id="reason-{use}" name="reason" maxlength="{MaxReason}" required="required" autocomplete="off"/></label>""")
        : Html.Of($"""<label class="wide">Reason, if you like <input id="reason-{use}" name="reason" maxlength="{MaxReason}" autocomplete="off"/></label>""");

    private static Html Button(string action, string text, bool primary = false) =>
        Html.Of($"""<button class="{(primary ? "primary" : "plain")}" name="action" value="{action}">{text}</button>""");
}
