using System.Globalization;
using System.Net;
using System.Text;
using MlOps.Reporting.Content;

namespace MlOps.Reporting;

/// <summary>Writes the parts of a report as HTML, for pages that have <see cref="HtmlReport.Style"/>. Whatever they say is escaped.</summary>
public static class HtmlBlocks
{
    private const int Shades = 8;

    /// <summary>Writes a section.</summary>
    /// <param name="section">The section.</param>
    public static string Write(ReportSection section) =>
        $"<section>\n<h2>{Escape(section.Heading, PlainText.MaxName)}</h2>\n{string.Concat(section.Blocks.Select(Write))}</section>\n";

    /// <summary>Writes a part of a section.</summary>
    /// <param name="block">The part.</param>
    public static string Write(ReportBlock block) => block switch
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

    private static string Escape(string text, int max) => WebUtility.HtmlEncode(PlainText.Of(text, max));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
