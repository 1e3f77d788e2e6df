using MlOps.Text.Cleaning;
using MlOps.Text.Unicode;

namespace MlOps.Drift;

/// <summary>
/// Splits texts into words for the statistics of drift, whatever tokenizer the model has: runs of letters and marks in small letters. Every number is
/// the word <c>#</c>; in scripts without spaces each character is a word; placeholders of redaction are none.
/// </summary>
internal static class Words
{
    private const string Number = "#";
    private const char FirstWithoutSpaces = '\u0E00'; // Thai; scripts before it put spaces between words

    private static readonly string[] Placeholders = [.. Redaction.Kinds.Select(kind => $"[{kind}]")];

    /// <summary>The words of a text, in their order.</summary>
    /// <param name="text">A prepared text.</param>
    public static IEnumerable<string> Of(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (PlaceholderAt(text, at) is { } placeholder)
            {
                at += placeholder.Length;
            }
            else if (char.IsDigit(text[at]))
            {
                at = End(text, at, char.IsDigit);
                yield return Number;
            }
            else if (StandsAlone(text[at]))
            {
                at++;
                yield return text[start..at];
            }
            else if (IsOfWord(text[at]))
            {
                at = End(text, at, IsOfWord);
                yield return text[start..at].ToLowerInvariant();
            }
            else
            {
                at++;
            }
        }
    }

    private static string? PlaceholderAt(string text, int at) =>
        text[at] == '[' ? Placeholders.FirstOrDefault(known => string.Compare(text, at, known, 0, known.Length, StringComparison.OrdinalIgnoreCase) == 0) : null;

    private static int End(string text, int at, Func<char, bool> isPart)
    {
        while (at < text.Length && isPart(text[at]))
        {
            at++;
        }

        return at;
    }

    // letters beyond the basic plane come as two surrogates, and stay with the letters around them
    private static bool IsOfWord(char character) =>
        (char.IsLetter(character) && !StandsAlone(character)) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool StandsAlone(char character) =>
        character >= FirstWithoutSpaces && char.IsLetter(character) && Scripts.Of(character) is "Han" or "Hiragana" or "Katakana" or "Thai" or "Lao" or "Khmer" or "Myanmar";
}
