using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlOps.Reporting;

/// <summary>Puts any text into Markdown as GitHub reads it, so that the text cannot become markup, a link or a mention.</summary>
public static class Markdown
{
    // every mark that can begin or end anything in GitHub's Markdown or in HTML; letters, digits and blanks cannot
    private static readonly SearchValues<char> Marks = SearchValues.Create("!\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~.-");

    /// <summary>A sentence of ours that quotes the user's words.</summary>
    /// <param name="text">Any text; line breaks become blanks.</param>
    public static string Sentence(string text) => Escape(text, " ,;%-'=");

    /// <summary>A name or value out of the data, set as code, in which GitHub makes no mention of anybody.</summary>
    /// <param name="text">Any text; line breaks become blanks.</param>
    public static string Code(string text) => $"<code>{Escape(text, " -")}</code>";

    // a character reference never opens or closes markup (CommonMark, "Entity and numeric character references")
    private static string Escape(string text, string plain)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in PlainText.Of(text).EnumerateRunes())
        {
            _ = rune.IsBmp && Marks.Contains((char)rune.Value) && !plain.Contains((char)rune.Value, StringComparison.Ordinal)
                ? escaped.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};")
                : escaped.Append(rune);
        }

        return escaped.ToString();
    }
}
