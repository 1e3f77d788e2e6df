using System.Text;
using System.Text.RegularExpressions;

namespace MlOps.Metrics;

/// <summary>A label or column inside a metric's name: bare, or in double quotes where it holds a character that would end it.</summary>
internal static partial class Word
{
    /// <summary>The word as <see cref="Read"/> reads it back.</summary>
    /// <param name="word">Any text.</param>
    /// <param name="end">The character that ends a bare word.</param>
    public static string Quoted(string word, char end)
    {
        var bare = word.Length > 0 && word.Trim() == word && word[0] != '"' && !word.Contains(end, StringComparison.Ordinal);
        return bare ? word : $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A metric's name as a gate writes it: in quotes where it would be read otherwise.</summary>
    /// <param name="name">Any name.</param>
    public static string QuotedName(string name) =>
        BareName().IsMatch(name) && name is not ("gap" or "worst") ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Reads a word and the white space around it.</summary>
    /// <param name="text">The text that holds it.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="end">The character that ends a bare word.</param>
    /// <param name="word">The word without quotes; null when a quote is not closed.</param>
    /// <returns>The place of the first character after it.</returns>
    public static int Read(string text, int start, char end, out string? word)
    {
        var at = SkipSpace(text, start);
        if (at < text.Length && text[at] == '"')
        {
            return ReadQuoted(text, at + 1, out word);
        }

        var found = text.IndexOf(end, at);
        var stop = found < 0 ? text.Length : found;
        word = text[at..stop].Trim();
        return stop;
    }

    /// <summary>The place of the first character that is no white space, or the text's end.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="start">Where to begin.</param>
    public static int SkipSpace(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static int ReadQuoted(string text, int start, out string? word)
    {
        var content = new StringBuilder();
        for (var at = start; at < text.Length; at++)
        {
            var doubled = text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"';
            if (text[at] == '"' && !doubled)
            {
                word = content.ToString();
                return SkipSpace(text, at + 1);
            }

            _ = content.Append(text[at]);
            at += doubled ? 1 : 0;
        }

        word = null;
        return text.Length;
    }

    // a hyphen that no letter or digit follows would be a minus
    [GeneratedRegex(@"\A(?!champion\.)\p{L}(?:[\p{L}\p{Nd}._/]|-(?=[\p{L}\p{Nd}]))*\z")]
    private static partial Regex BareName();
}
