using System.Globalization;
using MlOps.Metrics;

namespace MlOps.Reporting;

/// <summary>Writes numbers with their units, for people.</summary>
public static class Quantity
{
    /// <summary>What stands for a value that is undefined.</summary>
    public const string Undefined = "undefined";

    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB"];

    /// <summary><c>0.9834</c>, <c>12.3 ms</c>, <c>4.7 MB</c>, or <see cref="Undefined"/>.</summary>
    /// <param name="value">In the unit's own measure: seconds, bytes.</param>
    /// <param name="unit">What the number counts.</param>
    public static string Text(double? value, MetricUnit unit = MetricUnit.None) => value switch
    {
        null or double.NaN => Undefined,
        { } seconds when unit == MetricUnit.Seconds => Seconds(seconds),
        { } bytes when unit == MetricUnit.Bytes => Bytes(bytes),
        { } count when count == Math.Truncate(count) && Math.Abs(count) >= 2 => Invariant($"{count:N0}"),
        { } number => Invariant($"{number:0.0000}"),
    };

    /// <summary>A difference with its sign: <c>+0.0021</c>, <c>−1.3 ms</c>, <c>±0</c>.</summary>
    /// <param name="value">In the unit's own measure.</param>
    /// <param name="unit">What the number counts.</param>
    public static string Difference(double? value, MetricUnit unit = MetricUnit.None) => value switch
    {
        null or double.NaN => Undefined,
        0 => "±0",
        > 0 => "+" + Text(value, unit),
        _ => "−" + Text(-value, unit),
    };

    /// <summary>A whole number in groups of three: <c>6,046</c>.</summary>
    /// <param name="count">Any number.</param>
    public static string Count(long count) => Invariant($"{count:N0}");

    /// <summary>A share of a whole: <c>12.5 %</c>.</summary>
    /// <param name="part">Counted.</param>
    /// <param name="whole">What it is a part of; 0 gives 0 %.</param>
    public static string Share(long part, long whole) => Invariant($"{(whole == 0 ? 0 : 100.0 * part / whole):0.0} %");

    /// <summary>A time: <c>0.42 ms</c>, <c>3.1 s</c>, <c>2 min 5 s</c>, <c>1 h 2 min</c>.</summary>
    /// <param name="seconds">At least 0.</param>
    public static string Seconds(double seconds) => seconds switch
    {
        0 => "0 s",
        < 0.9995 => $"{Three(seconds * 1000)} ms",
        < 60 => $"{Three(seconds)} s",
        < 3600 => Invariant($"{(int)seconds / 60} min {(int)seconds % 60} s"),
        _ => Invariant($"{(int)(seconds / 3600)} h {(int)(seconds / 60) % 60} min"),
    };

    /// <summary>A size in decimal units: <c>4.7 MB</c> is 4,700,000 bytes.</summary>
    /// <param name="bytes">At least 0.</param>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.5 && unit < ByteUnits.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        return $"{Three(bytes)} {ByteUnits[unit]}";
    }

    // three digits that count
    private static string Three(double value) => value switch
    {
        >= 99.95 => Invariant($"{value:0}"),
        >= 9.995 => Invariant($"{value:0.#}"),
        >= 0.9995 => Invariant($"{value:0.##}"),
        _ => Invariant($"{value:0.####}"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
