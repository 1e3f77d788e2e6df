using System.Globalization;
using System.Text;

namespace MlOps.Reporting;

/// <summary>Takes out of a text what a report cannot show honestly: control characters, and marks that reorder what stands beside them.</summary>
public static class PlainText
{
    /// <summary>Longest name or value out of the data that a report shows.</summary>
    public const int MaxName = 100;

    /// <summary>Longest sentence that a report shows.</summary>
    public const int MaxSentence = 2000;

    /// <summary>One line; each character that cannot be seen becomes U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="max">Characters after which it is cut.</param>
    public static string Of(string text, int max)
    {
        var plain = new StringBuilder(Math.Min(text.Length, max));
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > max)
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
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => Rune.ReplacementChar,
        _ => rune,
    };
}
