using System.Globalization;
using MlOps.Metrics;

namespace MlOps.Reporting;

/// <summary>Writes differences, counts, shares and times for people; <see cref="MetricText"/> writes metrics.</summary>
public static class Quantity
{
    /// <summary>A difference with its sign: <c>+0.0021</c>, <c>−1.3 ms</c>, <c>±0</c>.</summary>
    /// <param name="value">In the unit's own measure.</param>
    /// <param name="unit">What the number counts.</param>
    public static string Difference(double value, MetricUnit unit)
    {
        var size = MetricText.Of(Math.Abs(value), unit);
        return size == MetricText.Of(0, unit) ? "±0" : (value < 0 ? "−" : "+") + size;
    }

    /// <summary>A whole number in groups of three: <c>6,046</c>.</summary>
    /// <param name="count">Any number.</param>
    public static string Count(long count) => Invariant($"{count:N0}");

    /// <summary>A share of a whole: <c>12.5 %</c>.</summary>
    /// <param name="part">Counted.</param>
    /// <param name="whole">What it is a part of; 0 gives 0 %.</param>
    public static string Share(long part, long whole) => Invariant($"{(whole == 0 ? 0 : 100.0 * part / whole):0.0} %");

    /// <summary>How long something took: <c>0.4 s</c>, <c>2 min 5 s</c>, <c>1 h 2 min</c>.</summary>
    /// <param name="seconds">At least 0.</param>
    public static string Duration(double seconds) => seconds switch
    {
        < 59.95 => Invariant($"{seconds:0.0} s"),
        < 3599.5 => Invariant($"{Math.Floor(Math.Round(seconds) / 60):0} min {Math.Round(seconds) % 60:0} s"),
        _ => Invariant($"{Math.Floor(Math.Round(seconds) / 3600):0} h {Math.Floor(Math.Round(seconds) / 60) % 60:0} min"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
