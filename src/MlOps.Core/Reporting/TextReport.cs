using System.Text;
using MlOps.Reporting.Content;

namespace MlOps.Reporting;

/// <summary>Writes a report as plain text in columns, for consoles and logs.</summary>
public static class TextReport
{
    /// <summary>Writes the headline and the tables of some sections.</summary>
    /// <param name="report">The report.</param>
    /// <param name="headings">The sections to show, by their headings, where the report has them.</param>
    public static string Write(RunReport report, params IReadOnlyList<string> headings)
    {
        var text = new StringBuilder();
        foreach (var section in report.Sections.Where(section => headings.Contains(section.Heading)))
        {
            _ = text.Append(PlainText.Of(section.Heading, PlainText.MaxName)).Append('\n');
            foreach (var block in section.Blocks)
            {
                _ = text.Append(Block(block)).Append('\n');
            }
        }

        return text.Append(PlainText.Of($"{report.Title}: {report.Headline}", PlainText.MaxSentence)).Append('\n').ToString();
    }

    private static string Block(ReportBlock block) => block switch
    {
        ReportBlock.Paragraph paragraph => $"  {string.Concat(paragraph.Pieces.Select(Sentence))}\n",
        ReportBlock.Facts facts => Aligned([.. facts.Entries.Select(fact => new[] { fact.Name, Sentence(fact.Value) })], [false, false]),
        ReportBlock.Table table => Aligned(
            [
                [.. table.Columns.Select(column => Name(column.Heading))],
                .. table.Rows.Select(row => row.Select(Name).ToArray()),
            ],
            [.. table.Columns.Select(column => column.IsNumber)]),
        ReportBlock.Chart chart => Aligned([.. chart.Series.Select(series => new[] { PlainText.Of(series.Name, PlainText.MaxName), Line(series, chart) })], [false, false]),
        _ => throw new InvalidOperationException($"Unknown block {block}."),
    };

    private static string Line(ChartSeries series, ReportBlock.Chart chart)
    {
        var values = chart.Series.SelectMany(one => one.Points).Select(point => point.Y).ToList();
        return Sparkline.Of(series, values.Min(), values.Max());
    }

    private static string Aligned(IReadOnlyList<string[]> rows, bool[] isNumber)
    {
        var widths = isNumber.Select((_, i) => rows.Max(row => row[i].Length)).ToArray();
        return string.Concat(rows.Select(row =>
            $"  {string.Join("  ", row.Select((cell, i) => isNumber[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd()}\n"));
    }

    private static string Name(ReportText text) => PlainText.Of(text.Text, PlainText.MaxName);

    private static string Sentence(ReportText text) => PlainText.Of(text.Text, PlainText.MaxSentence);
}
