using System.Globalization;
using System.Text;
using MlOps.Text.Unicode;

namespace MlOps.Text.Cleaning;

/// <summary>The cleaning steps by the names that pipeline.yml gives them. Each returns the very same text when it changes nothing.</summary>
public static class Cleaner
{
    /// <summary>Small letters, Unicode's simple case mapping, the same on every system.</summary>
    public const string Lowercase = "lowercase";

    /// <summary>Tags, comments, scripts and styles go; character references become their characters.</summary>
    public const string StripHtml = "strip-html";

    /// <summary>Only letters, accents, digits, white space, punctuation, currency signs and + stay: no emoji, no control characters.</summary>
    public const string StripSpecial = "strip-special";

    /// <summary>Every run of white space, line ends too, becomes one space; none stays at either end.</summary>
    public const string CollapseWhitespace = "collapse-whitespace";

    /// <summary>Letters and their accents in one character, so that texts that look the same are the same.</summary>
    public const string UnicodeNfc = "unicode-nfc";

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Lowercase, StripHtml, StripSpecial, CollapseWhitespace, UnicodeNfc];

    /// <summary>The step of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no step of this name.</exception>
    internal static Func<string, string> Named(string name) => name switch
    {
        Lowercase => text => text.ToLowerInvariant(),
        StripHtml => HtmlStripper.Strip,
        StripSpecial => OnlyOrdinary,
        CollapseWhitespace => Collapse,
        UnicodeNfc => CanonicalForm.Compose,
        _ => throw new ArgumentException($"there is no cleaning step '{name}'", nameof(name)),
    };

    private static string Collapse(string text)
    {
        if (IsCollapsed(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var pending = false;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                pending = result.Length > 0;
                continue;
            }

            if (pending)
            {
                _ = result.Append(' ');
                pending = false;
            }

            _ = result.Append(character);
        }

        return result.ToString();
    }

    private static bool IsCollapsed(string text)
    {
        var afterSpace = true;
        foreach (var character in text)
        {
            var isSpace = char.IsWhiteSpace(character);
            if (isSpace && (afterSpace || character != ' '))
            {
                return false;
            }

            afterSpace = isSpace;
        }

        return text.Length == 0 || !afterSpace;
    }

    private static string OnlyOrdinary(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsOrdinary(rune))
            {
                _ = result.Append(rune);
            }
        }

        return result.Length == text.Length ? text : result.ToString();
    }

    private static bool IsOrdinary(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.IsLetter(rune)
        || Rune.IsNumber(rune)
        || Rune.IsPunctuation(rune)
        || rune.Value == '+'
        || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.CurrencySymbol => true,

            // the selectors between the looks of an emoji are marks without a letter
            UnicodeCategory.NonSpacingMark => rune.Value is not (>= 0xFE00 and <= 0xFE0F),
            UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
            _ => false,
        };
}
