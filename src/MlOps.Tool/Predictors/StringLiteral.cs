using System.Globalization;
using System.Text;

namespace MlOps.Tool.Predictors;

/// <summary>Writes texts of a model into C#, where they must stay texts whatever they hold.</summary>
internal static class StringLiteral
{
    /// <summary>A literal in quotes. What an editor would not show as it is, such as line breaks and marks of direction, is escaped.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? literal.Append('\\').Append(c)
                : IsShown(c) ? literal.Append(c)
                : literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return literal.Append('"').ToString();
    }

    /// <summary>The same for a documentation comment.</summary>
    /// <param name="text">Any text.</param>
    public static string InComment(string text) => Of(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static bool IsShown(char c) => c == ' ' || char.GetUnicodeCategory(c) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
