using MlOps.Reporting.Content;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Runs;

/// <summary>Which curves stand in one chart: losses, validation metrics, learning rate.</summary>
internal static class CurveCharts
{
    private const int MostLines = 4; // a chart has as many colours

    private static readonly string[] Losses = ["loss", "train-loss", "validation-loss"];
    private static readonly string[] Left = ["samples-per-second", "epoch"];

    /// <summary>The charts of a run.</summary>
    /// <param name="curves">Its curves.</param>
    public static IReadOnlyList<ReportBlock.Chart> Of(IReadOnlyList<MeasuredCurve> curves) =>
    [
        .. curves.Where(curve => !Left.Contains(curve.Name)).GroupBy(curve => (curve.Step, Kind: KindOf(curve.Name)))
            .SelectMany(chart => chart.Chunk(MostLines).Select(lines => Chart(chart.Key.Step, chart.Key.Kind, lines))),
    ];

    /// <summary>Charts of the same value over several runs.</summary>
    /// <param name="runs">The runs' names and curves, at most four.</param>
    public static IReadOnlyList<ReportBlock.Chart> Over(IReadOnlyList<(string Name, IReadOnlyList<MeasuredCurve> Curves)> runs) =>
    [
        .. runs.SelectMany(run => run.Curves.Select(curve => curve.Name)).Distinct().Where(name => !Left.Contains(name))
            .Select(name => new ReportBlock.Chart(
                name.Replace('-', ' '),
                "optimizer step",
                [.. runs.SelectMany(run => run.Curves.Where(curve => curve.Name == name).Take(1).Select(curve => new ChartSeries(run.Name, curve.Points)))])),
    ];

    /// <summary>Charts beside each other, where there is room.</summary>
    /// <param name="charts">The charts.</param>
    public static Html Beside(IReadOnlyList<ReportBlock.Chart> charts) => Html.Of($"""<div class="columns">{Html.Blocks(charts)}</div>""");

    private static ReportBlock.Chart Chart(string step, string kind, MeasuredCurve[] lines) => new(
        $"{kind} of step '{step}'", "optimizer step", [.. lines.Select(line => new ChartSeries(line.Name.Replace('-', ' '), line.Points))]);

    private static string KindOf(string name) => Losses.Contains(name) ? "Loss"
        : name.StartsWith("validation-", StringComparison.Ordinal) ? "Validation metrics"
        : name.Replace('-', ' ');
}
