using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>The metrics of each slice, the weakest first.</summary>
internal static class SliceSection
{
    public static ReportSection Of(RunResult run) => new(
        "Slices",
        [
            .. run.Steps
                .SelectMany(step => (step.Result?.Evaluation?.Slices ?? []).GroupBy(slice => slice.Column))
                .Select(column => Table(column.Key, [.. column])),
        ]);

    private static ReportBlock.Table Table(string column, IReadOnlyList<SliceScore> slices)
    {
        string[] metrics = [.. slices.SelectMany(slice => slice.Metrics.Keys).Distinct()];
        return new(
            $"Metrics by {column}, the weakest first",
            [new(ReportText.Code(column)), new("Rows", IsNumber: true), .. metrics.Select(metric => new ReportColumn(ReportText.Code(metric), IsNumber: true))],
            [.. slices.OrderBy(slice => Strength(slice, metrics)).Take(ReportBlock.Table.MaxRows).Select(slice => Row(slice, metrics))]);
    }

    // by the first metric; slices in which it is undefined come last
    private static double Strength(SliceScore slice, string[] metrics)
    {
        var strength = metrics.Length > 0 ? slice.Metrics.GetValueOrDefault(metrics[0]) : null;
        return strength is { } value
            ? MetricName.TryParse(metrics[0], out var name, out _) && !name.Metric.HigherIsBetter ? -value : value
            : double.PositiveInfinity;
    }

    private static IReadOnlyList<ReportText> Row(SliceScore slice, string[] metrics) =>
    [
        ReportText.Code(slice.Value),
        Quantity.Count(slice.Rows),
        .. metrics.Select(metric => Value(slice.Metrics.GetValueOrDefault(metric), metric)),
    ];

    private static ReportText Value(double? value, string metric) =>
        value is null ? ReportText.Muted("undefined") : MetricText.Of(value, MetricSection.UnitOf(metric));
}
