using System.Globalization;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Running;

namespace MlOps.Ui.Markup;

/// <summary>Small pieces that several pages show.</summary>
internal static class Parts
{
    /// <summary>A card with a heading; its id leads to it.</summary>
    public static Html Section(string id, string heading, Html body) =>
        Html.Of($"""<section id="{id}" aria-labelledby="{id}-heading"><h2 id="{id}-heading">{heading}</h2>{body}</section>""");

    /// <summary>A table that is scrolled by itself where it is too wide, also from the keyboard.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="headings">Cells of the head: <c>th</c> elements.</param>
    /// <param name="rows">Rows: <c>tr</c> elements.</param>
    public static Html Table(string caption, Html headings, IEnumerable<Html> rows) => Html.Of($"""
        <div class="table" tabindex="0" role="region" aria-label="{caption}"><table>
        <caption>{caption}</caption>
        <thead><tr>{headings}</tr></thead>
        <tbody>{rows}</tbody>
        </table></div>
        """);

    /// <summary>Headings of columns.</summary>
    public static Html Headings(params IEnumerable<string> names) => Html.Join(names.Select(name => Html.Of($"""<th scope="col">{name}</th>""")));

    /// <summary>Headings of columns of numbers.</summary>
    public static Html NumberHeadings(params IEnumerable<string> names) => Html.Join(names.Select(name => Html.Of($"""<th scope="col" class="number">{name}</th>""")));

    /// <summary>A verdict as a coloured word.</summary>
    public static Html Verdict(Verdict verdict) => Html.Of($"""<span class="tag {verdict switch
    {
        Running.Verdict.Passed => "passed",
        Running.Verdict.Cancelled => "cancelled",
        _ => "failed",
    }}">{Verdicts.Word(verdict)}</span>""");

    /// <summary>A stage as a coloured word.</summary>
    public static Html Stage(Stage stage) => Html.Of($"""<span class="tag stage-{stage.ToString().ToUpperInvariant()}">{stage.ToString()}</span>""");

    /// <summary>A moment in UTC.</summary>
    public static Html Time(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return Html.Of($"""<time datetime="{utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}">{utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}</time>""");
    }

    /// <summary>A name out of the pipeline or the data; its direction is its own.</summary>
    public static Html Name(string name) => Html.Of($"<bdi>{PlainText.Of(name, PlainText.MaxName)}</bdi>");

    /// <summary>A metric's value in its unit.</summary>
    public static string Value(string metric, double? value) => MetricText.Of(value, UnitOf(metric));

    /// <summary>A metric's interval in its unit; empty where there is none.</summary>
    public static string Interval(string metric, Interval? interval) =>
        interval is null ? "" : $"{MetricText.Of(interval.Low, UnitOf(metric))} to {MetricText.Of(interval.High, UnitOf(metric))}";

    /// <summary>What a metric counts.</summary>
    public static MetricUnit UnitOf(string metric) => MetricName.TryParse(metric, out var name, out _) ? name.Metric.Unit : MetricUnit.None;

    /// <summary>True when more of a metric is better; also for a name that the catalogue does not know.</summary>
    public static bool HigherIsBetter(string metric) => !MetricName.TryParse(metric, out var name, out _) || name.Metric.HigherIsBetter;
}
