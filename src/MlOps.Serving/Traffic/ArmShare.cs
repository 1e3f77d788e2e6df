using System.Globalization;

namespace MlOps.Serving.Traffic;

/// <summary>Reads the share of an arm behind its name.</summary>
public static class ArmShare
{
    /// <summary>Reads <c>MODEL=90</c> or <c>MODEL=90%</c>.</summary>
    /// <param name="text">What the user typed.</param>
    /// <returns>The text before the share, and the share; null where no number from 0 to 100 ends it.</returns>
    public static (string Model, double? Share) Split(string text)
    {
        var equals = text.LastIndexOf('=');
        var number = equals < 0 ? "" : text[(equals + 1)..].TrimEnd('%');
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 100
            ? (text[..equals], share)
            : (text, null);
    }
}
