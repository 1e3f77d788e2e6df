using System.Globalization;

namespace MlOps.Steps;

/// <summary>Which rows of growing data were taken: those behind one value of a column, up to another.</summary>
/// <param name="Column">The column, such as the time of a row.</param>
/// <param name="After">Rows up to this value had been seen before; null where all are taken.</param>
/// <param name="Until">The greatest value among the rows that were taken.</param>
public sealed record Watermark(string Column, string? After, string Until)
{
    /// <summary>Orders two values of the column: by number where both are one, else by their characters, as times in ISO 8601 of one zone are ordered.</summary>
    /// <param name="value">A value.</param>
    /// <param name="other">Another.</param>
    public static int Compare(string value, string other) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var second)
            ? number.CompareTo(second)
            : string.CompareOrdinal(value, other);
}
