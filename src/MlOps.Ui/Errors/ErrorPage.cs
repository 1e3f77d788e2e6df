using MlOps.Metrics;
using MlOps.Reporting;
using MlOps.Running;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Errors;

/// <summary><c>/runs/ID/errors</c>: what the model got wrong on the test rows, most confident first.</summary>
/// <param name="errors">Finds the errors.</param>
internal sealed class ErrorPage(TestErrors errors)
{
    private const int PerPage = 50;
    private const int ShownLetters = 220; // of a text, before it is opened

    /// <summary>Writes the page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="filter">Which errors are asked for.</param>
    public Page Write(RunResult run, ErrorFilter filter)
    {
        var found = errors.Find(run, filter.Step.Length > 0 ? filter.Step : null);
        return new("Errors of the test set", "/runs", found is null ? Gone() : Found(run, found, filter))
        {
            Trail = [("Runs", "/runs"), ($"Run {run.Id}", Link.Run(run.Id))],
        };
    }

    private static Html Gone() => Html.Of($"""<section><p>The test rows or the predictions of this run are not kept any more. Running the pipeline again makes them.</p></section>""");

    private Html Found(RunResult run, ErrorSet found, ErrorFilter filter)
    {
        var asked = filter.Apply(found.Wrong);
        var shown = asked.Skip(filter.From).Take(PerPage).ToList();
        return Html.Of($"""
            <section>
            <p>{Quantity.Count(found.Wrong.Count)} of {Quantity.Count(found.Rows)} test rows are {(found.OfNumbers ? "compared, the largest difference" : "wrong, the most confident")} first{(asked.Count == found.Wrong.Count ? "" : $"; {Quantity.Count(asked.Count)} of them are shown")}.</p>
            {Filters(run, found, filter)}
            {(shown.Count == 0 ? Html.Of($"""<p class="muted">No row is wrong that the choice leaves.</p>""") : Table(run, found, shown))}
            {Pages(run, filter, asked.Count)}
            </section>
            """);
    }

    private Html Filters(RunResult run, ErrorSet found, ErrorFilter filter)
    {
        var steps = errors.Judged(run);
        return Html.Of($"""
            <form class="filters" action="{Link.Errors(run.Id)}">
            {(steps.Count > 1 ? Choice("step", "Step", found.Step, steps, any: false) : Html.Empty)}
            {(found.OfNumbers ? Html.Empty : Choice("label", "True label", filter.Label, [.. found.Wrong.SelectMany(error => error.Truth).Distinct().Order(StringComparer.Ordinal)]))}
            {(found.OfNumbers ? Html.Empty : Choice("said", "Predicted label", filter.Said, [.. found.Wrong.SelectMany(error => error.Said).Distinct().Order(StringComparer.Ordinal)]))}
            {Choice("slice", "Slice", filter.Slice, [.. found.Evaluation.Slices.Select(slice => $"{slice.Column}={slice.Value}").Distinct()])}
            <button>Show</button>
            </form>
            """);
    }

    private static Html Choice(string name, string label, string chosen, IReadOnlyList<string> values, bool any = true) => values.Count == 0 ? Html.Empty : Html.Of($"""
        <label>{label} <select name="{name}">{(any ? Html.Of($"""<option value="">all</option>""") : Html.Empty)}{values.Select(value => value == chosen
            ? Html.Of($"""<option value="{value}" selected="selected">{value}</option>""")
            : Html.Of($"""<option value="{value}">{value}</option>"""))}</select></label>
        """);

    private static Html Table(RunResult run, ErrorSet found, IReadOnlyList<TestError> shown)
    {
        string[] columns = [.. found.Evaluation.Slices.Select(slice => slice.Column).Distinct()];
        return Parts.Table(
            found.OfNumbers ? "Rows, the largest difference first" : "Wrong rows, the most confident first",
            Html.Of($"""{Parts.NumberHeadings("Row", found.OfNumbers ? "Difference" : "Confidence")}{Parts.Headings(["True", "Predicted", .. columns, "Text"])}"""),
            shown.Select(error => Html.Of($"""
                <tr><th scope="row" class="number">{error.Row.Row}</th><td class="number">{MetricText.Of(error.Weight, MetricUnit.None)}</td>
                <td>{Labels(error.Truth)}</td><td>{Labels(error.Said)}</td>{columns.Select(column => Html.Of($"<td class=\"plain\">{Parts.Name(error.Row.Columns.GetValueOrDefault(column, ""))}</td>"))}
                <td class="text">{(error.Row.Sha256 is null ? Html.Empty : Html.Of($"""<img src="{Link.Picture(run.Id, error.Row.Row)}" alt="" width="96" height="96" loading="lazy"/>"""))}{Text(error.Row.Text)}{(error.Row.Pair is { } pair ? Text(pair) : Html.Empty)}</td></tr>

                """)));
    }

    private static Html Labels(IReadOnlyList<string> labels) =>
        Html.Of($"""{labels.Take(20).Select(label => Html.Of($"<code>{Parts.Name(label)}</code> "))}{(labels.Count > 20 ? "…" : "")}""");

    private static Html Text(string text) => text.Length <= ShownLetters
        ? Html.Of($"""<div dir="auto">{text}</div>""")
        : Html.Of($"""<details><summary dir="auto">{PlainText.Of(text, ShownLetters)}</summary><div class="whole" dir="auto">{Html.Lines(text, PlainText.MaxSentence)}</div></details>""");

    private static Html Pages(RunResult run, ErrorFilter filter, int count)
    {
        return Html.Of($"""<p class="pages">{(filter.From > 0 ? To(Math.Max(0, filter.From - PerPage), "Previous") : Html.Empty)} {(filter.From + PerPage < count ? To(filter.From + PerPage, "Next") : Html.Empty)}</p>""");

        Html To(int from, string word) => Html.Of(
            $"""<a href="{Link.Query(Link.Errors(run.Id), ("step", filter.Step), ("label", filter.Label), ("said", filter.Said), ("slice", filter.Slice), ("from", $"{from}"))}">{word}</a>""");
    }
}
