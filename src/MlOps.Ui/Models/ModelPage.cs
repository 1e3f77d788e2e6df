using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;

namespace MlOps.Ui.Models;

/// <summary><c>/models/NAME</c>: a model, its best version by a chosen metric, all versions, history.</summary>
/// <param name="facts">What is known of versions.</param>
internal sealed class ModelPage(VersionFacts facts)
{
    private const int Most = 200; // versions that are listed
    private const int ShownMetrics = 4; // of each

    /// <summary>Writes the page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="by">The metric that was chosen; empty before anyone has.</param>
    /// <param name="viewer">Who looks at it.</param>
    public Page Write(RegisteredModel model, string by, Viewer viewer)
    {
        var known = Known(model);
        return new(model.Name, "/models", Html.Of($"""
            {About(model)}
            {ChoicePanel.Write(model, known, by, viewer)}
            {Versions(model, known)}
            {EditForms.OfModel(model, viewer)}
            {HistoryPanel.Write(model.History)}
            """))
        {
            Trail = [("Models", "/models")],
        };
    }

    /// <summary>Writes the part that a changed choice replaces.</summary>
    /// <inheritdoc cref="Write"/>
    public Html WriteChoice(RegisteredModel model, string by, Viewer viewer) => ChoicePanel.WritePart(model, Known(model), by, viewer);

    private List<KnownVersion> Known(RegisteredModel model) => [.. model.Versions.TakeLast(Most).Select(facts.Of)];

    private static Html About(RegisteredModel model) => Html.Of($"""
        {(model.Description.Length > 0 ? Html.Of($"""<p class="lead text" dir="auto">{Html.Lines(model.Description, 5000)}</p>""") : Html.Empty)}
        {ModelListPage.Waiting([model])}
        {(model.Aliases.Count + model.Tags.Count == 0 ? Html.Empty : Html.Of($"""
            <ul class="marks" aria-label="Aliases and tags">{model.Aliases.Select(alias => Html.Of($"""<li><span class="tag alias">@{alias.Key}</span> <a href="{Link.Version(model.Name, alias.Value)}">{alias.Value}</a></li>"""))}{Tags(model.Tags)}</ul>
            """))}
        """);

    /// <summary>Tags as items of a list.</summary>
    /// <param name="tags">Values by key.</param>
    public static Html Tags(IReadOnlyDictionary<string, string> tags) =>
        Html.Join(tags.Select(tag => Html.Of($"""<li><span class="muted">{tag.Key}</span> <bdi>{tag.Value}</bdi></li>""")));

    private static Html Versions(RegisteredModel model, IReadOnlyList<KnownVersion> known)
    {
        string[] metrics = [.. Ranking.Metrics(known).Where(name => name.IndexOfAny(['.', '[']) < 0).Take(ShownMetrics)];
        return Parts.Section("versions", "Versions", Html.Of($"""
            <form action="/compare">
            <div class="tools"><p class="muted">{(model.Versions.Count > Most ? $"The newest {Most} of {model.Versions.Count}." : "The newest first.")} Choose two to four and compare them.</p><button>Compare</button></div>
            {Parts.Table(
                "Versions, the newest first",
                Html.Of($"""{Parts.Headings("Compare", "Version", "Stage", "Aliases")}{Parts.NumberHeadings([.. metrics, "Size"])}{Parts.Headings("Registered, UTC", "By", "Run")}"""),
                known.Reverse().Select(version => Row(model, version, metrics)))}
            </form>
            """));
    }

    private static Html Row(RegisteredModel model, KnownVersion known, string[] metrics)
    {
        var version = known.Version;
        return Html.Of($"""
            <tr><td><input type="checkbox" name="with" value="{ModelReference.To(version).ToString()}" aria-label="Compare version {version.Version}"/></td>
            <th scope="row"><a href="{Link.Version(model.Name, version.Version)}">{version.Version}</a></th><td>{Parts.Stage(version.Stage)}</td>
            <td>{model.AliasesOf(version.Version).Select(alias => Html.Of($"""<span class="tag alias">@{alias}</span> """))}</td>
            {metrics.Select(metric => Html.Of($"""<td class="number">{(known.Metrics.GetValueOrDefault(metric) is { } value ? Parts.Value(metric, value) : "")}</td>"""))}
            <td class="number">{MetricText.Of(version.Bytes, MetricUnit.Bytes)}</td><td class="plain">{Parts.Time(version.At)}</td><td>{Parts.Name(version.By)}</td><td class="plain"><a href="{Link.Run(version.Run)}">{Parts.Name(version.Run)}</a></td></tr>

            """);
    }
}
