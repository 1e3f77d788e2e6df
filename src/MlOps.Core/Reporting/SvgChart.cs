using System.Globalization;
using System.Net;
using System.Text;
using MlOps.Metrics;
using MlOps.Reporting.Content;

namespace MlOps.Reporting;

/// <summary>Draws a chart as SVG inside HTML; its colours come from the page's style.</summary>
internal static class SvgChart
{
    // the drawing's own units; the page scales it
    private const double Width = 720;
    private const double Height = 260;
    private const double Left = 56;
    private const double Right = 16;
    private const double Top = 12;
    private const double Bottom = 40;
    private const int Ticks = 5;

    /// <summary>Writes the chart with a caption that serves as its legend.</summary>
    /// <param name="chart">The chart.</param>
    public static string Write(ReportBlock.Chart chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        var x = Scale(points.ConvertAll(point => point.X), Left, Width - Right);
        var y = Scale(points.ConvertAll(point => point.Y), Height - Bottom, Top);
        var svg = new StringBuilder();
        _ = svg.Append(Invariant($"<figure>\n<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(Description(chart))}\">\n"));
        foreach (var tick in y.Ticks)
        {
            _ = svg.Append(Invariant($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y.Place(tick):0.#}\" y2=\"{y.Place(tick):0.#}\"/>"));
            _ = svg.Append(Invariant($"<text x=\"{Left - 8}\" y=\"{y.Place(tick) + 4:0.#}\" text-anchor=\"end\">{Number(tick)}</text>\n"));
        }

        foreach (var tick in x.Ticks)
        {
            _ = svg.Append(Invariant($"<text x=\"{x.Place(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Number(tick)}</text>\n"));
        }

        _ = svg.Append(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">{Escape(chart.XAxis)}</text>\n"));
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var line = chart.Series[i].Points.Select(point => Invariant($"{x.Place(point.X):0.#},{y.Place(point.Y):0.#}")).ToList();
            _ = svg.Append(Invariant($"<polyline class=\"line series-{i}\" points=\"{string.Join(' ', line)}\"/>\n"));

            // few points are marked, as a single one makes no line
            foreach (var (px, py) in line.Count <= 20 ? chart.Series[i].Points : [])
            {
                _ = svg.Append(Invariant($"<circle class=\"dot series-{i}\" cx=\"{x.Place(px):0.#}\" cy=\"{y.Place(py):0.#}\" r=\"3.5\"/>\n"));
            }
        }

        var legend = chart.Series.Select((series, i) => Invariant($" <span class=\"key series-{i}\">{Escape(series.Name)}</span>"));
        return svg.Append($"</svg>\n<figcaption>{Escape(chart.Title)}:{string.Concat(legend)}</figcaption>\n</figure>\n").ToString();
    }

    private static string Description(ReportBlock.Chart chart) => $"{chart.Title} by {chart.XAxis}: " +
        string.Join(", ", chart.Series.Select(series => $"{series.Name} from {Number(series.Points[0].Y)} to {Number(series.Points[^1].Y)}"));

    // from zero, so that a small change does not look large; ticks are 1, 2 or 5 times a power of ten
    private static (IReadOnlyList<double> Ticks, Func<double, double> Place) Scale(List<double> values, double start, double end)
    {
        var low = Math.Min(0, values.Min());
        var span = values.Max() - low > 0 ? values.Max() - low : 1;
        var rough = span / Ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var first = (long)Math.Floor(low / step);
        var last = (long)Math.Ceiling((low + span) / step);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        return (ticks, value => start + ((value - ticks[0]) / (ticks[^1] - ticks[0]) * (end - start)));
    }

    // learning rates are smaller than what metrics show
    private static string Number(double value) =>
        Math.Abs(value) is > 0 and < 0.001 ? value.ToString("0.#e-0", CultureInfo.InvariantCulture) : MetricText.Of(value, MetricUnit.None);

    private static string Escape(string text) => WebUtility.HtmlEncode(PlainText.Of(text, PlainText.MaxSentence));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
