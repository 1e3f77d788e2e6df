using MlOps.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Runs;

/// <summary>Runs as rows of a table.</summary>
internal static class RunTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="choose">True for a box before each run, in a form that compares those chosen.</param>
    public static Html Write(string caption, IReadOnlyList<RunSummary> runs, bool choose) => Parts.Table(
        caption,
        Parts.Headings([.. choose ? ["Compare"] : Array.Empty<string>(), "Run", "Pipeline", "Started, UTC", "Time", "Result", "Measured", "Registered"]),
        runs.Select(run => Row(run, choose)));

    private static Html Row(RunSummary run, bool choose) => Html.Of($"""
        <tr>{(choose ? Choice(run) : Html.Empty)}<th scope="row"><a href="{Link.Run(run.Id)}">{Parts.Name(run.Id)}</a></th>
        <td>{Parts.Name(run.Pipeline ?? "")}</td>
        <td class="plain">{(run.Started is { } started ? Parts.Time(started) : Html.Empty)}</td>
        <td class="plain">{(run.Started is null ? "" : Quantity.Duration(run.Seconds))}</td>
        <td>{Result(run)}</td>
        <td class="plain">{(run.Measured is { } measured ? $"{measured.Name} {Parts.Value(measured.Name, measured.Value)}" : "")}</td>
        <td>{run.Registered.Select(made => Html.Of($"""<a href="{Link.Version(made.Model, made.Version)}">{made.Model} {made.Version}</a> {Parts.Stage(made.Stage)} """))}</td></tr>

        """);

    private static Html Choice(RunSummary run) => run.State == RunState.Ended
        ? Html.Of($"""<td><input type="checkbox" name="with" value="{run.Id}" aria-label="Compare run {run.Id}"/></td>""")
        : Html.Of($"<td></td>");

    /// <summary>How a run ended, or that it has not.</summary>
    public static Html Result(RunSummary run) => run switch
    {
        { Verdict: { } verdict } => Parts.Verdict(verdict),
        { State: RunState.Running } => Html.Of($"""<span class="tag running">running</span>"""),
        { State: RunState.Unreadable } => Html.Of($"""<span class="tag cancelled">unreadable</span>"""),
        _ => Html.Of($"""<span class="tag cancelled">interrupted</span>"""),
    };
}
