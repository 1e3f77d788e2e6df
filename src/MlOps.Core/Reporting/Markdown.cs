using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlOps.Reporting;

/// <summary>
/// Puts any text into Markdown as GitHub reads it, so that the text cannot become markup, a link or a mention.
/// The text must not begin a line: there, other characters have a meaning too.
/// </summary>
public static class Markdown
{
    // what begins or ends anything within a line: code, emphasis, links, tags, cells, references, mentions, addresses, formulas
    private static readonly SearchValues<char> Marks = SearchValues.Create(@"\`*_~^[]<|&@#$");

    /// <summary>A sentence of ours that quotes the user's words.</summary>
    /// <param name="text">Any text; line breaks become blanks.</param>
    public static string Sentence(string text) => Escape(PlainText.Of(text, PlainText.MaxSentence));

    /// <summary>A name or value out of the data, set as code, in which GitHub mentions nobody and links nothing.</summary>
    /// <param name="text">Any text; line breaks become blanks.</param>
    public static string Code(string text) => text.Length == 0 ? "" : $"<code>{Escape(PlainText.Of(text, PlainText.MaxName))}</code>";

    // a character reference never opens or closes markup (CommonMark, "Entity and numeric character references")
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];

            // a colon begins an emoji or ends a scheme, unless a blank follows
            var isMark = Marks.Contains(c) || (c == ':' && (i + 1 == text.Length || text[i + 1] != ' '));
            _ = isMark ? escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};") : escaped.Append(c);
            if (c is '@' or '#')
            {
                _ = escaped.Append("&#8288;"); // a word joiner: @name and #1 are looked for in what is shown
            }
        }

        return escaped.Replace("www.", "www&#46;").Replace("WWW.", "WWW&#46;").ToString();
    }
}
