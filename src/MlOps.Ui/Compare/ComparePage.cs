using MlOps.Inference.Compare;
using MlOps.Reporting.Comparison;
using MlOps.Reporting.Content;
using MlOps.Running;
using MlOps.Ui.Markup;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Compare;

/// <summary><c>/compare?with=A&amp;with=B</c>: runs and versions side by side.</summary>
/// <param name="sources">The registry and the state folder.</param>
/// <param name="runs">The runs.</param>
/// <param name="items">Finds what is compared.</param>
internal sealed class ComparePage(UiSources sources, RunIndex runs, ComparedItems items)
{
    /// <summary>Most that stand side by side: a chart has as many colours.</summary>
    public const int Most = 4;

    private const int MostSought = 16; // of what an address may name
    private const int Offered = 100; // runs to choose from

    private readonly RunComparer _comparer = new(new StepCache(sources.State.Cache));

    /// <summary>Writes the page.</summary>
    /// <param name="asked">Runs and versions.</param>
    public Page Write(IReadOnlyList<string> asked)
    {
        string[] wanted = [.. asked.Where(one => one.Length > 0).Distinct(StringComparer.Ordinal)];
        var sought = wanted.Take(MostSought).Select(asked => (Asked: asked, Item: items.Find(asked))).ToList();
        var found = sought.Select(one => one.Item).OfType<ComparedItem>().Take(Most).ToList();
        string[] missing = [.. sought.Where(one => one.Item is null).Select(one => one.Asked)];
        return new("Compare", "/compare", Html.Of($"""
            {Choice(found)}
            {(missing.Length > 0 ? Html.Of($"""<p class="notice" role="alert">Not found: {string.Join(", ", missing)}</p>""") : Html.Empty)}
            {(wanted.Length - missing.Length > Most ? Html.Of($"""<p class="notice" role="alert">Only the first {Most} are shown.</p>""") : Html.Empty)}
            {(found.Count > 1 ? Result(found) : Html.Empty)}
            """));
    }

    private Html Result(List<ComparedItem> found)
    {
        var side = new SideBySide(found);
        return Html.Of($"""
            <ul class="legend">{found.Select(item => Html.Of($"""<li><a href="{item.Address}">{item.Name}</a></li>"""))}</ul>
            {Sections(side.Settings(), side.Metrics())}
            {side.Curves()}
            {side.Confusions()}
            {Sections(side.Slices(), side.Training())}
            {(found is [{ Run: { } a }, { Run: { } b }] && a.Id != b.Id ? Paired(older: a.Started < b.Started ? a : b, newer: a.Started < b.Started ? b : a) : Html.Empty)}
            """);
    }

    private static Html Sections(params IEnumerable<ReportSection> sections) => Html.Sections(sections.Where(section => section.Blocks.Count > 0));

    // what only two can be asked: is the difference more than chance, and on which rows
    private Html Paired(RunResult older, RunResult newer)
    {
        var report = DifferenceReport.Of(_comparer.Compare(older, newer));
        return Html.Of($"""
            <h2 class="part">Row by row: {report.Headline}</h2>
            {Html.Sections(report.Sections.Where(section => section.Heading != DifferenceReport.SettingsHeading))}
            """);
    }

    private Html Choice(List<ComparedItem> found)
    {
        var offered = runs.Ids().Take(Offered).Select(id => runs.Summary(id, running: null)).Where(run => run.State == RunState.Ended).ToList();
        var versions = sources.Registry.Models().SelectMany(model => model.Versions.Reverse().Take(Offered)
            .Select(version => (Value: $"{model.Name}@{version.Version}", Text: $"{model.Name} {version.Version} ({version.Stage})"))).ToList();
        var rest = found.Where(item => offered.All(run => run.Id != item.Asked) && versions.All(version => version.Value != item.Asked)).Select(item => (item.Asked, item.Name)).ToList();
        return Html.Of($"""
            <section><form class="filters" action="/compare">
            {Enumerable.Range(0, Most).Select(place => Html.Of($"""
                <label>{(place < 2 ? $"Number {place + 1}" : $"Number {place + 1}, if any")} <select name="with"><option value="">none</option>
                {Group("Versions", versions, At(place))}{Group("Runs", [.. offered.Select(run => (run.Id, $"{run.Pipeline} {run.Id}"))], At(place))}{Group("Chosen", rest, At(place))}</select></label>
                """))}
            <button>Compare</button></form></section>
            """);

        string? At(int place) => found.ElementAtOrDefault(place)?.Asked;
    }

    private static Html Group(string name, IReadOnlyList<(string Value, string Text)> options, string? chosen) => options.Count == 0 ? Html.Empty : Html.Of($"""
        <optgroup label="{name}">{options.Select(option => option.Value == chosen
            ? Html.Of($"""<option value="{option.Value}" selected="selected">{option.Text}</option>""")
            : Html.Of($"""<option value="{option.Value}">{option.Text}</option>"""))}</optgroup>
        """);
}
