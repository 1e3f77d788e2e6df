using System.Globalization;
using System.Text;

namespace MlOps.Reporting;

/// <summary>Takes out of a text what a report cannot show honestly: control characters, and marks that reorder what stands beside them.</summary>
internal static class PlainText
{
    private const int MaxRunes = 200;

    /// <summary>One line of at most 200 characters; each character that cannot be seen becomes U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > MaxRunes)
            {
                return plain.Append('…').ToString();
            }

            _ = plain.Append(Seen(rune));
        }

        return plain.ToString();
    }

    private static Rune Seen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value is '\n' or '\r' or '\t' => new Rune(' '),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => Rune.ReplacementChar,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        _ => rune,
    };
}
