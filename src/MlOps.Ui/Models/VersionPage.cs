using System.Globalization;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Reporting.Content;
using MlOps.Reporting.Sections;
using MlOps.Ui.Errors;
using MlOps.Ui.Markup;
using MlOps.Ui.Security;
using MlOps.Ui.Try;

namespace MlOps.Ui.Models;

/// <summary><c>/models/NAME/VERSION</c>: one version, what speaks for it, and a place to try it.</summary>
/// <param name="facts">What is known of versions.</param>
/// <param name="errors">Finds what models got wrong.</param>
internal sealed class VersionPage(VersionFacts facts, TestErrors errors)
{
    /// <summary>Writes the page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="viewer">Who looks at it.</param>
    /// <param name="tried">What the model has answered just now; null before it was asked.</param>
    public Page Write(RegisteredModel model, ModelVersion version, Viewer viewer, Html? tried = null)
    {
        var known = facts.Of(version);
        return new($"{model.Name} version {version.Version}", "/models", Html.Of($"""
            {(version.Description.Length > 0 ? Html.Of($"""<p class="lead text" dir="auto">{Html.Lines(version.Description, 5000)}</p>""") : Html.Empty)}
            {Waiting(version)}
            <p class="actions">{Actions(model, known)}</p>
            {Parts.Section("try", "Try it", TryForm.Write(version, viewer, tried))}
            {EditForms.OfVersion(model, version, viewer)}
            {Html.Sections(Sections(known).Where(section => section.Blocks.Count > 0))}
            {HistoryPanel.Write([.. model.History.Where(entry => entry.Version == version.Version)])}
            """))
        {
            Trail = [("Models", "/models"), (model.Name, Link.Model(model.Name))],
            Beside = Html.Of($"""{Parts.Stage(version.Stage)} {model.AliasesOf(version.Version).Select(alias => Html.Of($"""<span class="tag alias">@{alias}</span> """))}"""),
        };
    }

    private static Html Waiting(ModelVersion version) => version.Waiting is not { } waiting ? Html.Empty : Html.Of($"""
        <p class="notice">It waits for {Parts.Stage(waiting.Stage)}, asked by {Parts.Name(waiting.By)}: {waiting.Approvals.Count} of {waiting.Needed} approvals{(waiting.Approvals.Count == 0 ? "" : $" ({string.Join(", ", waiting.Approvals.Select(approval => approval.By))})")}. Who asked may not approve.</p>
        """);

    private Html Actions(RegisteredModel model, KnownVersion known)
    {
        var mine = ModelReference.To(known.Version).ToString();
        var run = known.Run;
        return Html.Of($"""
            {(run is null ? Html.Empty : Html.Of($"""<a class="button" href="{Link.Run(run.Id)}">Its run</a>"""))}
            {(run is not null && errors.Judged(run).Count > 0 ? Html.Of($"""<a class="button" href="{Link.Errors(run.Id)}">Errors of the test set</a>""") : Html.Empty)}
            {(model.Production is { } production && production.Version != known.Version.Version
                ? Html.Of($"""<a class="button" href="{Link.Query("/compare", ("with", ModelReference.To(production).ToString()), ("with", mine))}">Compare with Production</a>""")
                : Html.Of($"""<a class="button" href="{Link.Query("/compare", ("with", mine))}">Compare with…</a>"""))}
            """);
    }

    private static IEnumerable<ReportSection> Sections(KnownVersion known)
    {
        yield return GateSection.Of(known.Gates);
        yield return new("Metrics", known.Metrics.Count == 0 ? [] : [Metrics(known)]);
        yield return new("Confusion matrix", known.Evaluation is { Confusion.Count: > 0 } evaluation ? [ConfusionSection.Table(evaluation)] : []);
        yield return new("Where it comes from", [Facts(known)]);
        yield return new("Attached files", known.Version.Attachments.Count == 0 ? [] : [new ReportBlock.Table(
            "Files that were attached after the registration",
            [new("Name"), new("Size", IsNumber: true), new("SHA-256")],
            [.. known.Version.Attachments.Select(file => (IReadOnlyList<ReportText>)[ReportText.Code(file.Name), MetricText.Of(file.Bytes, MetricUnit.Bytes), ReportText.Code(file.Sha256)])])]);
    }

    private static ReportBlock.Table Metrics(KnownVersion known) => new(
        $"Measured on {Quantity.Count(known.Lineage?.Rows ?? known.Evaluation?.Rows ?? 0)} test rows",
        [new("Metric"), new("Value", IsNumber: true), new("95 % interval", IsNumber: true)],
        [.. known.Metrics.Select(metric => (IReadOnlyList<ReportText>)[ReportText.Code(metric.Key), Parts.Value(metric.Key, metric.Value), Parts.Interval(metric.Key, known.IntervalOf(metric.Key))])]);

    private static ReportBlock.Facts Facts(KnownVersion known)
    {
        var (version, lineage) = (known.Version, known.Lineage);
        return new(
        [
            ("Registered", version.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
            ("By", version.By),
            ("Run", ReportText.Code(version.Run)),
            ("Size", MetricText.Of(version.Bytes, MetricUnit.Bytes)),
            ("Content", ReportText.Code(version.ContentHash)),
            .. lineage is null ? [("Lineage", "cannot be read")] : (ReadOnlySpan<(string, ReportText)>)
            [
                ("Base", ReportText.Code(lineage.Base)),
                ("Trained on", ReportText.Code(lineage.DataHash)),
                .. lineage.Purpose.Length > 0 ? [("Purpose", lineage.Purpose)] : Array.Empty<(string, ReportText)>(),
            ],
            .. version.Tags.Select(tag => (tag.Key, (ReportText)tag.Value)),
        ]);
    }
}
