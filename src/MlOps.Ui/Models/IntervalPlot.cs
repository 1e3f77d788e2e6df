using System.Globalization;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Models;

/// <summary>Draws values with their intervals below each other on one scale. The numbers stand beside it, so that it is not read aloud.</summary>
internal sealed class IntervalPlot
{
    private const double Width = 200;
    private const double Height = 20;
    private const double Margin = 6;

    private readonly double _low;
    private readonly double _high;

    /// <summary>Chooses the scale.</summary>
    /// <param name="ranked">Everything that is to be drawn.</param>
    public IntervalPlot(IReadOnlyList<Standing> ranked)
    {
        double[] ends = [.. ranked.Where(one => one.Value is not null).SelectMany(one => (double[])[one.Interval?.Low ?? one.Value!.Value, one.Interval?.High ?? one.Value!.Value])];
        (_low, _high) = ends.Length == 0 ? (0, 1) : (ends.Min(), ends.Max());
    }

    /// <summary>Draws one.</summary>
    /// <param name="one">A version.</param>
    public Html Draw(Standing one) => one.Value is not { } value ? Html.Empty : Html.Of($"""
        <svg class="interval" viewBox="0 0 {Text(Width)} {Text(Height)}" aria-hidden="true">{(one.Interval is { } interval
            ? Html.Of($"""<line class="whisker" x1="{At(interval.Low)}" x2="{At(interval.High)}" y1="10" y2="10"/>""")
            : Html.Empty)}<circle class="middle" cx="{At(value)}" cy="10" r="4"/></svg>
        """);

    private string At(double value) => Text(_high > _low ? Margin + ((value - _low) / (_high - _low) * (Width - (2 * Margin))) : Width / 2);

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
