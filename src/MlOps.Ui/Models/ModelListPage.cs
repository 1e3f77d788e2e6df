using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Models;

/// <summary><c>/models</c>: the registered models.</summary>
/// <param name="registry">The registry.</param>
internal sealed class ModelListPage(ModelRegistry registry)
{
    /// <summary>Writes the page.</summary>
    public Page Write()
    {
        var models = registry.Models();
        return new("Models", "/models", Html.Of($"""
            {Waiting(models)}
            <section>{(models.Count == 0 ? None() : Table(models))}</section>
            """));
    }

    /// <summary>A list of what waits for approval; nothing where nothing does.</summary>
    /// <param name="models">The models.</param>
    public static Html Waiting(IReadOnlyList<RegisteredModel> models)
    {
        var waiting = models.SelectMany(model => model.Versions).Where(version => version.Waiting is not null).ToList();
        return waiting.Count == 0 ? Html.Empty : Parts.Section("waiting", "Waiting for approval", Html.Of($"""
            <ul class="list">{waiting.Select(version => Html.Of($"""
                <li><a href="{Link.Version(version.Model, version.Version)}">{version.Model} version {version.Version}</a> waits for {Parts.Stage(version.Waiting!.Stage)}: {version.Waiting.Approvals.Count} of {version.Waiting.Needed} approvals <span class="muted">asked by {Parts.Name(version.Waiting.By)}, {Parts.Time(version.Waiting.At)} UTC</span></li>
                """))}</ul>
            """));
    }

    /// <summary>What is said where nothing is registered.</summary>
    public static Html None() => Html.Of($"""<p>No model is registered yet. The <code>register</code> step of a pipeline registers one.</p>""");

    /// <summary>Models as rows of a table.</summary>
    /// <param name="models">The models.</param>
    public static Html Table(IReadOnlyList<RegisteredModel> models) => Parts.Table(
        "Registered models",
        Parts.Headings("Model", "Versions", "Production", "Staging", "Newest", "Registered, UTC", "Description"),
        models.Select(model => Html.Of($"""
            <tr><th scope="row"><a href="{Link.Model(model.Name)}">{model.Name}</a></th><td class="number">{model.Versions.Count}</td>
            <td>{In(model, Stage.Production)}</td><td>{In(model, Stage.Staging)}</td><td>{(model.Latest is { } latest ? To(latest) : Html.Empty)}</td>
            <td class="plain">{(model.Latest is { } newest ? Parts.Time(newest.At) : Html.Empty)}</td><td dir="auto">{PlainText.Of(model.Description, PlainText.MaxName)}</td></tr>

            """)));

    private static Html In(RegisteredModel model, Stage stage) => model.Versions.FirstOrDefault(version => version.Stage == stage) is { } found
        ? To(found)
        : Html.Of($"""<span class="muted">none</span>""");

    private static Html To(ModelVersion version) => Html.Of($"""<a href="{Link.Version(version.Model, version.Version)}">{version.Version}</a>""");
}
