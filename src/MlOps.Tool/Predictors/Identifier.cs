using System.Globalization;
using System.Text;

namespace MlOps.Tool.Predictors;

/// <summary>Makes C# identifiers of names that a model or a project gives.</summary>
internal static class Identifier
{
    /// <summary>The name of a type or of a label: <c>mail-spam</c> becomes <c>MailSpam</c>, and <c>MailSpam</c> stays.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="otherwise">An identifier for a text that holds no letter and no digit.</param>
    public static string OfType(string text, string otherwise) =>
        IsIdentifier(text) && char.IsUpper(text[0]) ? text
        : Pascal(text) is { Length: > 0 } name ? name
        : otherwise;

    /// <summary>A namespace that the text comes nearest to: <c>Mail.api-2</c> becomes <c>Mail.Api2</c>.</summary>
    /// <param name="text">Parts with dots between them; may be empty.</param>
    public static string OfNamespace(string text) =>
        string.Join('.', text.Split('.').Select(part => IsIdentifier(part) ? Verbatim(part) : Pascal(part)).Where(part => part.Length > 0));

    /// <summary>One identifier a label, all of them different.</summary>
    /// <param name="labels">Any texts, all of them different.</param>
    /// <returns>As many, in the same order. Where two labels would have one name, the later gets a number: <c>Spam</c>, <c>Spam_2</c>.</returns>
    public static IReadOnlyList<string> OfLabels(IReadOnlyList<string> labels)
    {
        string[] wanted = [.. labels.Select((label, index) => OfType(label, string.Create(CultureInfo.InvariantCulture, $"Label{index}")))];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. wanted.Select(name => taken.Add(name) ? name : Numbered(name, wanted, taken))];
    }

    private static string Numbered(string name, string[] wanted, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var numbered = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            if (!wanted.Contains(numbered, StringComparer.Ordinal) && taken.Add(numbered))
            {
                return numbered;
            }
        }
    }

    // Words begin with a capital, so that none is a keyword. Whatever is no letter and no digit ends a word.
    private static string Pascal(string text)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var c in text)
        {
            if (!IsPart(c) && (startsWord || !IsMark(c)))
            {
                startsWord = true;
                continue;
            }

            if (char.IsDigit(c) && (name.Length == 0 || (startsWord && char.IsDigit(name[^1]))))
            {
                _ = name.Append('_'); // no identifier begins with a digit; and '1.2' is not '12'
            }

            _ = name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.ToString();
    }

    private static bool IsPart(char c) => char.IsLetter(c) || char.IsDigit(c);

    // accents and vowel signs, which follow a letter
    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsIdentifier(string text) => text.Length > 0 && !char.IsDigit(text[0]) && text.All(c => IsPart(c) || c == '_');

    // every keyword is made of small letters only; the mark changes nothing where the word is none
    private static string Verbatim(string text) => text.All(char.IsAsciiLetterLower) ? $"@{text}" : text;
}
