using System.Globalization;

namespace MlOps.Drift;

/// <summary>Reads spans such as <c>7d</c>.</summary>
public static class Age
{
    /// <summary>The form in words, for messages.</summary>
    public const string Expected = "a whole number with m, h, d or w, such as 12h or 7d";

    /// <summary>Reads a span.</summary>
    /// <param name="text">A number with m, h, d or w for minutes, hours, days or weeks.</param>
    /// <returns>Null for another form, or nothing that is longer than no time and shorter than a century.</returns>
    public static TimeSpan? Parse(string text)
    {
        var days = text.Length == 0 ? 0 : text[^1] switch
        {
            'm' => 1 / 1440.0,
            'h' => 1 / 24.0,
            'd' => 1,
            'w' => 7,
            _ => 0,
        };
        return days > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number * days < 36_500
            ? TimeSpan.FromDays(number * days)
            : null;
    }
}
