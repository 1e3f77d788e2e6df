using System.Buffers;
using System.Text;

namespace MlOps.Text.Tokenizers.Patterns;

/// <summary>
/// Finds words as GPT-2's regular expression does:
/// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>
/// </summary>
internal static class Gpt2Words
{
    private static readonly Kind[] AsciiKinds = [.. Enumerable.Range(0, 128).Select(character => KindOf(new Rune(character)))];

    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>Where the word that starts at a place ends.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="start">A place before its end.</param>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && ContractionLength(text[(start + 1)..]) is > 0 and var length)
        {
            return start + 1 + length;
        }

        var first = start;
        if (text[start] == ' ' && start + 1 < text.Length && KindAt(text, start + 1, out _) != Kind.Space)
        {
            first++;
        }

        var kind = KindAt(text, first, out var units);
        var end = first + units;
        while (end < text.Length && KindAt(text, end, out units) == kind)
        {
            end += units;
        }

        // the last white space before a word is left to it
        return kind == Kind.Space && end < text.Length && end - start > 1 ? end - 1 : end;
    }

    private static int ContractionLength(ReadOnlySpan<char> text) => text switch
    {
        ['s' or 't' or 'm' or 'd', ..] => 1,
        ['r' or 'v', 'e', ..] or ['l', 'l', ..] => 2,
        _ => 0,
    };

    private static Kind KindAt(ReadOnlySpan<char> text, int at, out int units)
    {
        if (text[at] < 128)
        {
            units = 1;
            return AsciiKinds[text[at]];
        }

        return Rune.DecodeFromUtf16(text[at..], out var rune, out units) == OperationStatus.Done ? KindOf(rune) : Kind.Other;
    }

    private static Kind KindOf(Rune rune) =>
        Rune.IsWhiteSpace(rune) ? Kind.Space : Rune.IsLetter(rune) ? Kind.Letter : Rune.IsNumber(rune) ? Kind.Number : Kind.Other;
}
