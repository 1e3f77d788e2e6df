using System.Globalization;

namespace MlOps.Metrics;

/// <summary>Metrics as people read them: <c>0.87</c>, <c>1,000</c>, <c>3.2 ms</c>, <c>17.5 MB</c>.</summary>
public static class MetricText
{
    private const int Decimals = 4;
    private const int MostDecimals = 12;

    private static readonly (double Least, double Factor, string Unit)[] Times =
        [(60, 60, " min"), (1, 1, " s"), (1e-3, 1e-3, " ms"), (0, 1e-6, " us")];

    private static readonly (double Least, double Factor, string Unit)[] Sizes =
        [(1e9, 1e9, " GB"), (1e6, 1e6, " MB"), (1e3, 1e3, " KB"), (0, 1, " B")];

    /// <summary>The text of a value.</summary>
    /// <param name="value">The value; null where it is undefined.</param>
    /// <param name="unit">What it counts.</param>
    public static string Of(double? value, MetricUnit unit) => value is { } number ? Of(number, unit, Decimals) : "undefined";

    /// <summary>The texts of two values, with as many decimals as it takes to tell them apart.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">Another.</param>
    /// <param name="unit">What both count.</param>
    public static (string First, string Second) Apart(double first, double second, MetricUnit unit)
    {
        for (var decimals = Decimals; ; decimals++)
        {
            var texts = (Of(first, unit, decimals), Of(second, unit, decimals));
            if (texts.Item1 != texts.Item2 || first.Equals(second) || decimals == MostDecimals)
            {
                return texts;
            }
        }
    }

    private static string Of(double value, MetricUnit unit, int decimals) => unit switch
    {
        MetricUnit.Seconds => Scaled(value, Times, decimals),
        MetricUnit.Bytes => Scaled(value, Sizes, decimals),
        _ => Number(value, decimals),
    };

    // three digits say enough of a measured time or size
    private static string Scaled(double value, (double Least, double Factor, string Unit)[] scales, int decimals)
    {
        var (_, factor, name) = scales.First(scale => Math.Abs(value) >= scale.Least);
        var scaled = value / factor;
        var shown = Math.Abs(scaled) switch { >= 100 => 0, >= 10 => 1, _ => 2 } + decimals - Decimals;
        return Number(scaled, shown) + name;
    }

    private static string Number(double value, int decimals) =>
        value.ToString("#,0." + new string('#', decimals), CultureInfo.InvariantCulture);
}
