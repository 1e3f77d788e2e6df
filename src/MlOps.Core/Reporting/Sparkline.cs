using MlOps.Reporting.Content;

namespace MlOps.Reporting;

/// <summary>Draws a line of a chart in one line of text.</summary>
internal static class Sparkline
{
    private const int MaxWidth = 40;
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>One sign for each of at most 40 stretches of equal numbers of points, as high as their mean.</summary>
    /// <param name="series">The line.</param>
    /// <param name="low">The value at the bottom.</param>
    /// <param name="high">The value at the top.</param>
    public static string Of(ChartSeries series, double low, double high)
    {
        var width = Math.Min(MaxWidth, series.Points.Count);
        return string.Concat(Enumerable.Range(0, width).Select(i =>
        {
            var from = i * series.Points.Count / width;
            var to = (i + 1) * series.Points.Count / width;
            var mean = series.Points.Skip(from).Take(to - from).Average(point => point.Y);
            var level = high > low ? (mean - low) / (high - low) : 0.5;
            return Levels[(int)Math.Round(Math.Clamp(level, 0, 1) * (Levels.Length - 1))];
        }));
    }
}
