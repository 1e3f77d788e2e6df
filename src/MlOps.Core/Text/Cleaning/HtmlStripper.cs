using System.Net;
using System.Text;

namespace MlOps.Text.Cleaning;

/// <summary>Takes markup out of a text, in one pass from left to right; time grows with the text's length only.</summary>
internal static class HtmlStripper
{
    // removed without a trace, since they may stand within a word; every other tag becomes a space
    private static readonly HashSet<string> InlineTags = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "big", "code", "del", "em", "font", "i", "ins", "mark", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
    };

    /// <summary>Removes tags, comments and the content of scripts and styles, then resolves character references once.</summary>
    /// <param name="text">Any text; an address in angle brackets and a bare &lt; are no markup.</param>
    /// <returns>The very same text when it holds no markup.</returns>
    public static string Strip(string text)
    {
        var stripped = text.Contains('<', StringComparison.Ordinal) ? StripTags(text) : text;
        return stripped.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(stripped) : stripped;
    }

    private static string StripTags(string text)
    {
        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        var ends = new MissingEnds();
        while (rest.IndexOf('<') is >= 0 and var start)
        {
            _ = result.Append(rest[..start]);
            rest = rest[start..];
            var length = MarkupAt(rest, ref ends, out var isInline);
            if (length == 0)
            {
                _ = result.Append('<');
                length = 1;
            }
            else if (!isInline)
            {
                _ = result.Append(' ');
            }

            rest = rest[length..];
        }

        return result.Append(rest).ToString();
    }

    // the length of the comment, declaration, element without text, or tag that starts here; 0 when it is a bare '<'
    private static int MarkupAt(ReadOnlySpan<char> text, ref MissingEnds ends, out bool isInline)
    {
        isInline = false;
        if (text.StartsWith("<!--", StringComparison.Ordinal))
        {
            isInline = true;
            return LengthThrough(text, "-->", ref ends.Comment);
        }

        var length = TagAt(text, out var name);
        isInline = InlineTags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        if (length > 0 && text[1] != '/')
        {
            var whole = name.Equals("script", StringComparison.OrdinalIgnoreCase) ? LengthThrough(text, "</script>", ref ends.Script)
                : name.Equals("style", StringComparison.OrdinalIgnoreCase) ? LengthThrough(text, "</style>", ref ends.Style)
                : 0;
            return Math.Max(length, whole);
        }

        return length;
    }

    // <name>, </name>, <name attributes>, <!name ...>
    private static int TagAt(ReadOnlySpan<char> text, out ReadOnlySpan<char> name)
    {
        var start = text.Length > 1 && text[1] is '/' or '!' or '?' ? 2 : 1;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetter(text[end]) || (end > start && (char.IsAsciiDigit(text[end]) || text[end] is ':' or '-'))))
        {
            end++;
        }

        name = text[start..end];
        if (end == start || end == text.Length || !(text[end] is '>' or '/' || char.IsWhiteSpace(text[end])))
        {
            return 0;
        }

        var close = text[end..].IndexOfAny('<', '>');
        return close >= 0 && text[end + close] == '>' ? end + close + 1 : 0;
    }

    private static int LengthThrough(ReadOnlySpan<char> text, string end, ref bool isMissing)
    {
        var place = isMissing ? -1 : text.IndexOf(end, StringComparison.OrdinalIgnoreCase);
        isMissing = place < 0;
        return place < 0 ? 0 : place + end.Length;
    }

    // ends that don't come any more: looking for each again at every start would take quadratic time
    private ref struct MissingEnds
    {
        public bool Comment;
        public bool Script;
        public bool Style;
    }
}
