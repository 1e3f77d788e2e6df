using System.Text;
using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>
/// Writes <c>report.md</c>, which is also the job summary on GitHub. Charts are lines of text: GitHub takes SVG out of Markdown.
/// </summary>
public static class MarkdownReport
{
    /// <summary>Largest summary of a step that GitHub takes, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const string LeftOut = "_The report goes on in `report.html`: GitHub shows no more than 1 MiB._\n";

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Markdown of at most <see cref="MaxBytes"/> as UTF-8; whole sections are left out to get there.</returns>
    public static string Write(RunReport report)
    {
        var text = new StringBuilder($"## {Headline(report)}\n");
        var bytes = Encoding.UTF8.GetByteCount(text.ToString() + LeftOut);
        foreach (var section in report.Sections)
        {
            var written = Section(section);
            bytes += Encoding.UTF8.GetByteCount(written);
            if (bytes > MaxBytes)
            {
                return text.Append('\n').Append(LeftOut).ToString();
            }

            _ = text.Append(written);
        }

        return text.ToString();
    }

    /// <summary>The verdict, the pipeline's name and the headline in one line, without a mark of a heading.</summary>
    /// <param name="report">The report.</param>
    public static string Headline(RunReport report) => $"{Icon(report.Verdict)} {Markdown.Sentence(report.Title)}: {Markdown.Sentence(report.Headline)}";

    /// <summary>Writes one section with its heading, of the third rank.</summary>
    /// <param name="section">The section.</param>
    public static string Section(ReportSection section) => $"\n### {section.Heading}\n\n{string.Join('\n', section.Blocks.Select(Block))}";

    private static string Icon(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "✅",
        Verdict.Cancelled => "⏹️",
        _ => "❌",
    };

    private static string Block(ReportBlock block) => block switch
    {
        ReportBlock.Paragraph paragraph => string.Concat(paragraph.Pieces.Select(Piece)) + "\n",
        ReportBlock.Facts facts => string.Concat(facts.Entries.Select(fact => $"- {Markdown.Sentence(fact.Name)}: {Piece(fact.Value)}\n")),
        ReportBlock.Table table => Table(table),
        ReportBlock.Chart chart => Chart(chart),
        _ => throw new InvalidOperationException($"Unknown block {block}."),
    };

    private static string Table(ReportBlock.Table table) => string.Concat(
    [
        Row(table.Columns.Select(column => Piece(column.Heading))),
        Row(table.Columns.Select(column => column.IsNumber ? "--:" : "---")),
        .. table.Rows.Select(row => Row(row.Select(Cell))),
    ]);

    private static string Chart(ReportBlock.Chart chart)
    {
        var values = chart.Series.SelectMany(series => series.Points).Select(point => point.Y).ToList();
        var lines = chart.Series.Select(series =>
            $"| {Markdown.Sentence(series.Name)} | `{Sparkline.Of(series, values.Min(), values.Max())}` | {Number(series.Points[0].Y)} | {Number(series.Points[^1].Y)} |\n");
        return $"| {Markdown.Sentence(chart.Title)} | by {Markdown.Sentence(chart.XAxis)} | first | last |\n| --- | --- | --: | --: |\n{string.Concat(lines)}";
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    // colour is not all: the marks are seen without it
    private static string Cell(ReportText cell) => cell switch
    {
        { Kind: TextKind.Good, Shade: null } => $"✅ {Markdown.Sentence(cell.Text)}",
        { Kind: TextKind.Bad, Shade: null } => $"❌ {Markdown.Sentence(cell.Text)}",
        { Kind: TextKind.Good } => $"**{Markdown.Sentence(cell.Text)}**",
        _ => Piece(cell),
    };

    private static string Piece(ReportText piece) => piece.Kind switch
    {
        TextKind.Code => Markdown.Code(piece.Text),
        TextKind.Good or TextKind.Bad => piece.Shade is null ? $"**{Markdown.Sentence(piece.Text)}**" : Markdown.Sentence(piece.Text),
        _ => Markdown.Sentence(piece.Text),
    };

    private static string Number(double value) => MetricText.Of(value, MetricUnit.None);
}
