using System.Globalization;
using MlOps.Inference;
using MlOps.Reporting;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Try;

/// <summary>Answers of a model as HTML: one with the probabilities of its labels, several as a table.</summary>
internal static class AnswersPart
{
    private const int MostLabels = 20;
    private const double BarWidth = 200;

    /// <summary>Writes answers.</summary>
    /// <param name="answers">The answers.</param>
    public static Html Write(TryAnswers answers) => answers.Rows is [(_, Prediction one, var cells)]
        ? Html.Of($"""
            <p class="figure"><strong><bdi>{cells[0]}</bdi></strong> <span class="muted">probability {cells[1]}</span></p>
            {Labels(answers, one)}
            """)
        : Table(answers);

    /// <summary>Writes why there are none.</summary>
    /// <param name="why">A sentence.</param>
    public static Html Refused(string why) => Html.Of($"""<p class="notice" role="alert">{why}</p>""");

    private static Html Labels(TryAnswers answers, Prediction one) => Parts.Table(
        "Labels, the likeliest first",
        Html.Of($"""{Parts.Headings("Label")}{Parts.NumberHeadings("Probability")}<td></td>"""),
        answers.Model.Labels.Index().OrderByDescending(label => one.Probabilities[label.Index]).Take(MostLabels).Select(label => Html.Of($"""
            <tr><th scope="row"><code>{Parts.Name(label.Item)}</code></th><td class="number">{Number(one.Probabilities[label.Index], "0.0000")}</td>
            <td><svg class="probability" viewBox="0 0 {Number(BarWidth, "0")} 12" aria-hidden="true"><rect class="whole" width="{Number(BarWidth, "0")}" height="12" rx="3"/><rect class="share" width="{Number(BarWidth * one.Probabilities[label.Index], "0.#")}" height="12" rx="3"/></svg></td></tr>

            """)));

    private static Html Table(TryAnswers answers)
    {
        string[] columns = [.. answers.Rows.SelectMany(row => row.Row.Names).Distinct().OrderBy(column => column == answers.Model.Preparation.TextColumn ? 0 : 1).Take(6)];
        var more = answers.Rows.Count > TryLimits.ShownRows ? $"; the first {TryLimits.ShownRows} are shown, the downloaded file holds all" : "";
        return Html.Of($"""
            <p>{Quantity.Count(answers.Rows.Count)} {(answers.Rows.Count == 1 ? "row" : "rows")}{more}.</p>
            {Parts.Table(
                "Answers",
                Parts.Headings(["Row", .. answers.Columns.Select(column => column.Name), .. columns]),
                answers.Rows.Take(TryLimits.ShownRows).Select(row => Html.Of($"""
                    <tr><th scope="row" class="number">{row.Row.Number}</th>{row.Cells.Select((cell, place) => answers.Columns[place].IsNumber
                        ? Html.Of($"""<td class="number">{cell}</td>""")
                        : Html.Of($"""<td><bdi>{PlainText.Of(cell, PlainText.MaxName)}</bdi></td>"""))}{columns.Select(column => Html.Of($"""<td class="text" dir="auto">{PlainText.Of(row.Row[column] ?? "", 200)}</td>"""))}</tr>

                    """)))}
            """);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
