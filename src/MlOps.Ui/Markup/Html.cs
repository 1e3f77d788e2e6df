using System.Text;
using MlOps.Reporting;
using MlOps.Reporting.Content;

namespace MlOps.Ui.Markup;

/// <summary>
/// A piece of HTML. It is made of what stands in our source and of values, which <see cref="HtmlHandler"/> escapes: nothing that comes from
/// data, models or requests can be markup. Attributes are always written in double quotes.
/// </summary>
internal sealed class Html
{
    private readonly string _text;

    private Html(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup of our source with values in it.</summary>
    /// <param name="markup">An interpolated string.</param>
    public static Html Of(HtmlHandler markup) => new(markup.Text);

    /// <summary>A text of many lines, as it is; its lines are shown where the style keeps them.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="max">Characters of a line after which it is cut.</param>
    public static Html Lines(string text, int max) => Join("\n", text.ReplaceLineEndings("\n").Split('\n').Select(line => Of($"{PlainText.Of(line, max)}")));

    /// <summary>Pieces one after the other.</summary>
    /// <param name="pieces">The pieces.</param>
    public static Html Join(IEnumerable<Html> pieces) => Join("", pieces);

    /// <summary>Parts of a report, which escape what they say themselves.</summary>
    /// <param name="blocks">The parts.</param>
    public static Html Blocks(IEnumerable<ReportBlock> blocks) => new(string.Concat(blocks.Select(HtmlBlocks.Write)));

    /// <summary>Sections of a report, which escape what they say themselves.</summary>
    /// <param name="sections">The sections.</param>
    public static Html Sections(IEnumerable<ReportSection> sections) => new(string.Concat(sections.Select(HtmlBlocks.Write)));

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static Html Join(string between, IEnumerable<Html> pieces) => new(new StringBuilder().AppendJoin(between, pieces.Select(piece => piece._text)).ToString());
}
