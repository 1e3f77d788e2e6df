using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting;

/// <summary>Writes <c>report.html</c>: one file without a script, which loads nothing and looks right in light and dark.</summary>
public static class HtmlReport
{
    private const int Shades = 8;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    public static string Write(RunReport report)
    {
        var style = Style();
        var styleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var title = Escape(report.Title, PlainText.MaxName);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{styleHash}'; base-uri 'none'; form-action 'none'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{title}: {Escape(report.Headline, PlainText.MaxSentence)}</title>
            <style>{style}</style>
            </head>
            <body>
            <header class="{Css(report.Verdict)}">
            <p class="pipeline">{title}</p>
            <h1><span class="badge">{Verdicts.Word(report.Verdict)}</span> {Escape(report.Headline, PlainText.MaxSentence)}</h1>
            </header>
            <main>
            {string.Concat(report.Sections.Select(Section))}</main>
            </body>
            </html>

            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    private static string Section(ReportSection section) =>
        $"<section>\n<h2>{Escape(section.Heading, PlainText.MaxName)}</h2>\n{string.Concat(section.Blocks.Select(Block))}</section>\n";

    private static string Block(ReportBlock block) => block switch
    {
        ReportBlock.Paragraph paragraph => $"<p>{string.Concat(paragraph.Pieces.Select(Piece))}</p>\n",
        ReportBlock.Facts facts => $"<dl>\n{string.Concat(facts.Entries.Select(fact => $"<div><dt>{Escape(fact.Name, PlainText.MaxName)}</dt><dd>{Piece(fact.Value)}</dd></div>\n"))}</dl>\n",
        ReportBlock.Table table => Table(table),
        ReportBlock.Chart chart => SvgChart.Write(chart),
        _ => throw new InvalidOperationException($"Unknown block {block}."),
    };

    // a table that is too wide is scrolled by itself, also from the keyboard
    private static string Table(ReportBlock.Table table)
    {
        var caption = Escape(table.Caption, PlainText.MaxSentence);
        var text = new StringBuilder($"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table>\n<caption>{caption}</caption>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            _ = text.Append($"<th scope=\"col\"{(column.IsNumber ? " class=\"number\"" : "")}>{Piece(column.Heading)}</th>");
        }

        _ = text.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            _ = text.Append($"<tr>{string.Concat(row.Select((cell, i) => Cell(cell, isHeading: i == 0, table.Columns[i].IsNumber)))}</tr>\n");
        }

        return text.Append("</tbody>\n</table>\n</div>\n").ToString();
    }

    private static string Cell(ReportText cell, bool isHeading, bool isNumber)
    {
        string[] classes =
        [
            .. isNumber ? ["number"] : Array.Empty<string>(),
            .. cell.Shade is { } shade ? [cell.Kind == TextKind.Good ? "right" : "wrong", Invariant($"shade-{Math.Ceiling(shade * Shades):0}")] : Array.Empty<string>(),
        ];
        var css = classes.Length == 0 ? "" : $" class=\"{string.Join(' ', classes)}\"";
        var text = cell.Shade is null ? Piece(cell) : Escape(cell.Text, PlainText.MaxName);
        return isHeading ? $"<th scope=\"row\"{css}>{text}</th>" : $"<td{css}>{text}</td>";
    }

    private static string Piece(ReportText piece) => piece.Kind switch
    {
        _ when piece.Text.Length == 0 => "",
        TextKind.Code => $"<code>{Escape(piece.Text, PlainText.MaxName)}</code>",
        TextKind.Good => $"<span class=\"good\">{Escape(piece.Text, PlainText.MaxName)}</span>",
        TextKind.Bad => $"<span class=\"bad\">{Escape(piece.Text, PlainText.MaxName)}</span>",
        TextKind.Muted => $"<span class=\"muted\">{Escape(piece.Text, PlainText.MaxName)}</span>",
        _ => Escape(piece.Text, PlainText.MaxSentence),
    };

    private static string Css(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Cancelled => "cancelled",
        _ => "failed",
    };

    private static string Style()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }

    private static string Escape(string text, int max) => WebUtility.HtmlEncode(PlainText.Of(text, max));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
