using MlOps.Registry;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Ui.Errors;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Runs;

/// <summary><c>/runs/ID</c>: the report of a run, or its curves while it goes on.</summary>
/// <param name="state">The state folder.</param>
/// <param name="runs">Its runs.</param>
/// <param name="errors">Finds what their models got wrong.</param>
internal sealed class RunPage(StateFolder state, RunIndex runs, TestErrors errors)
{
    /// <summary>Writes the page.</summary>
    /// <param name="id">The run; it exists.</param>
    public Page Write(string id)
    {
        var summary = runs.Summary(id, runs.Running());
        var run = summary.State == RunState.Ended ? runs.Find(id) : null;
        return new($"Run {id}", "/runs", run is null ? Unended(summary) : Ended(run))
        {
            Trail = [("Runs", "/runs")],
            Beside = RunTable.Result(summary),
        };
    }

    /// <summary>The part of the page that grows while the run goes on.</summary>
    /// <param name="id">The run; it exists.</param>
    /// <returns>The part, and a name of its state that changes with it.</returns>
    public (Html Part, string State) Live(string id)
    {
        var summary = runs.Summary(id, runs.Running());
        var log = new FileInfo(Path.Combine(state.Run(id), RunLog.FileName));
        return (LivePart(summary), $"\"{summary.State}-{(log.Exists ? log.Length : 0)}\"");
    }

    private Html Ended(RunResult run)
    {
        var report = RunReport.Of(run);
        return Html.Of($"""
            <p class="lead">{Parts.Name(run.Pipeline)}: {report.Headline}</p>
            <p class="actions">{ErrorsOf(run)}{run.Steps.Select(step => step.Result?.Registration).OfType<Registration>().Select(made => Html.Of($"""<a class="button" href="{Link.Version(made.Model, made.Version)}">{made.Model} version {made.Version}</a>"""))}<a class="button" href="{Link.Query("/compare", ("with", run.Id))}">Compare with…</a></p>
            {Html.Sections(report.Sections)}
            {Curves(run.Id)}
            """);
    }

    private Html ErrorsOf(RunResult run) =>
        errors.Judged(run).Count > 0 ? Html.Of($"""<a class="button" href="{Link.Errors(run.Id)}">Errors of the test set</a>""") : Html.Empty;

    private Html Curves(string id) => CurveCharts.Of(CurveFile.Read(state.Run(id))) is { Count: > 0 } charts
        ? Parts.Section("curves", "Curves as they were measured", CurveCharts.Beside(charts))
        : Html.Empty;

    private Html Unended(RunSummary summary)
    {
        var (part, tag) = Live(summary.Id);
        return summary.State == RunState.Running
            ? Html.Of($"""<div data-live="{Link.Run(summary.Id)}/live" data-state="{tag}">{part}</div>""")
            : part;
    }

    private Html LivePart(RunSummary summary)
    {
        var charts = CurveCharts.Of(CurveFile.Read(state.Run(summary.Id)));
        var words = summary.State switch
        {
            RunState.Running => "The run goes on; the curves grow with it.",
            RunState.Ended => "The run has ended.",
            RunState.Unreadable => "The record of this run cannot be read: it is damaged, or another version of mlops wrote it.",
            _ => "The run was stopped before it could leave a record. Running the pipeline again goes on from what it has kept.",
        };
        return Html.Of($"""
            <section><p>{words}</p>
            {(charts.Count == 0 ? Html.Of($"<p class=\"muted\">Nothing is measured yet.</p>") : CurveCharts.Beside(charts))}
            {(summary.State == RunState.Ended ? Html.Of($"""<p data-ended="true"><a href="{Link.Run(summary.Id)}">Its report</a></p>""") : Html.Empty)}</section>
            """);
    }
}
