using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;
using MlOps.Ui.Try;

namespace MlOps.Ui.Models;

/// <summary>The best version of a model by a metric that is chosen: what it reaches, the others behind it, a press to deploy it, and a place to try it.</summary>
internal static class ChoicePanel
{
    /// <summary>The part of the page that a changed choice replaces.</summary>
    public const string Part = "best";

    /// <summary>Writes the whole panel.</summary>
    /// <param name="model">The model.</param>
    /// <param name="versions">Its versions.</param>
    /// <param name="asked">The metric that was chosen; empty before anyone has.</param>
    /// <param name="viewer">Who looks at it.</param>
    public static Html Write(RegisteredModel model, IReadOnlyList<KnownVersion> versions, string asked, Viewer viewer)
    {
        var metrics = Ranking.Metrics(versions);
        if (Chosen(metrics, asked) is not { } metric)
        {
            return Parts.Section("choose", "Choose", Html.Of($"""<p class="muted">No version has a metric to choose by.</p>"""));
        }

        return Parts.Section("choose", "Choose the best version", Html.Of($"""
            <form class="filters" action="{Link.Model(model.Name)}" data-choose="{Part}">
            <label>Best by <select name="by">{metrics.Select(name => Option(name, name == metric))}</select></label>
            <button>Show</button></form>
            <p class="hidden" role="status" id="{Part}-said"></p>
            <div id="{Part}">{Best(model, versions, metric, viewer)}</div>
            """));
    }

    /// <summary>Writes what a changed choice replaces.</summary>
    /// <inheritdoc cref="Write"/>
    public static Html WritePart(RegisteredModel model, IReadOnlyList<KnownVersion> versions, string asked, Viewer viewer) =>
        Chosen(Ranking.Metrics(versions), asked) is { } metric ? Best(model, versions, metric, viewer) : Html.Empty;

    private static string? Chosen(IReadOnlyList<string> metrics, string asked) => metrics.Contains(asked) ? asked : Ranking.Default(metrics);

    private static Html Best(RegisteredModel model, IReadOnlyList<KnownVersion> versions, string metric, Viewer viewer)
    {
        var ranked = Ranking.By(metric, versions);
        var best = ranked[0];
        var (number, value) = (best.Known.Version.Version, Parts.Value(metric, best.Value));
        var interval = best.Interval is null ? "" : $", 95 % interval {Parts.Interval(metric, best.Interval)}";
        return Html.Of($"""
            <div class="best" data-said="Version {number} is the best by {metric}: {value}{interval}.">
            <p class="figure"><a href="{Link.Version(model.Name, number)}">Version {number}</a> {Parts.Stage(best.Known.Version.Stage)} <strong>{value}</strong> <span class="muted">{metric}{interval}</span></p>
            {Doubt(ranked, metric)}
            {EditForms.Deploy(model, best.Known.Version, viewer)}
            </div>
            {(ranked.Count > 1 ? Others(model, ranked, metric) : Html.Empty)}
            <h3>Try version {number}</h3>
            {TryForm.Write(best.Known.Version, viewer)}
            """);
    }

    // a difference that chance explains is no reason to change what is in Production
    private static Html Doubt(IReadOnlyList<Standing> ranked, string metric)
    {
        var (best, production) = (ranked[0], ranked.FirstOrDefault(one => one.Known.Version.Stage == Stage.Production));
        return production is null || production == best ? Html.Empty
            : !production.SameRows ? Html.Of($"""<p class="notice">Version {production.Known.Version.Version} in Production was judged on other data: the values do not compare.</p>""")
            : best.Interval is { } mine && production.Interval is { } its && mine.Low <= its.High && its.Low <= mine.High
                ? Html.Of($"""<p class="notice">Its interval overlaps that of version {production.Known.Version.Version} in Production: the difference in {metric} may be chance. <a href="{Link.Query("/compare", ("with", Reference(production)), ("with", Reference(best)))}">Compare them row by row</a></p>""")
            : Html.Empty;
    }

    private static Html Others(RegisteredModel model, IReadOnlyList<Standing> ranked, string metric)
    {
        var plot = new IntervalPlot(ranked);
        return Parts.Table(
            $"Versions by {metric}, the best first",
            Html.Of($"""{Parts.Headings("Version", "Stage")}{Parts.NumberHeadings(metric, "95 % interval")}<td></td>{Parts.Headings("Judged on", "Registered, UTC")}"""),
            ranked.Take(50).Select(one => Html.Of($"""
                <tr><th scope="row"><a href="{Link.Version(model.Name, one.Known.Version.Version)}">{one.Known.Version.Version}</a></th><td>{Parts.Stage(one.Known.Version.Stage)}</td>
                <td class="number">{(one.Value is null ? "not measured" : Parts.Value(metric, one.Value))}</td><td class="number">{Parts.Interval(metric, one.Interval)}</td><td>{plot.Draw(one)}</td>
                <td>{(one.Known.Lineage is { } lineage ? $"{Quantity.Count(lineage.Rows)} rows" : "")}{(one.SameRows ? "" : ", other data")}</td><td class="plain">{Parts.Time(one.Known.Version.At)}</td></tr>

                """)));
    }

    private static string Reference(Standing one) => ModelReference.To(one.Known.Version).ToString();

    private static Html Option(string name, bool chosen) => chosen
        ? Html.Of($"""<option value="{name}" selected="selected">{name}</option>""")
        : Html.Of($"""<option value="{name}">{name}</option>""");
}
