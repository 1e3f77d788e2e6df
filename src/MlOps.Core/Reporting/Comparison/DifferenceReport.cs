using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Reporting.Sections;

namespace MlOps.Reporting.Comparison;

/// <summary>What there is to say about two runs, in the form that every report is written from.</summary>
public static class DifferenceReport
{
    /// <summary>Heading of the section of settings.</summary>
    public const string SettingsHeading = "Settings that differ";

    /// <summary>Makes the report.</summary>
    /// <param name="runs">The two runs.</param>
    public static RunReport Of(RunDifference runs) => new(
        runs.Pipeline,
        runs.VerdictOfB,
        Headline(runs),
        [
            .. ((ReportSection[])
            [
                new("Runs", [Verdict(runs), .. runs.Notes.Select(note => new ReportBlock.Paragraph([note]))]),
                new("Metrics", runs.Metrics.Count == 0 ? [] : [Metrics(runs)]),
                new("Slices that got worse", runs.Slices.Count == 0 ? [] : [Slices(runs)]),
                new(SettingsHeading, runs.Settings.Count == 0 ? [] : [Settings(runs)]),
                new("Rows that changed sides", runs.Rows is { } rows ? [Counts(rows), .. Changed("Rows that only B has right", rows.Better), .. Changed("Rows that only A has right", rows.Worse)] : []),
            ]).Where(section => section.Blocks.Count > 0),
        ]);

    private static string Headline(RunDifference runs)
    {
        var first = runs.Metrics.FirstOrDefault(metric => metric is { Name: "accuracy" or "subset-accuracy", A: not null, B: not null });
        var accuracy = first is null ? "" : $": {first.Name} {Difference(first).Text}{(first.PValue is { } p ? $" (p = {MetricText.Of(p, MetricUnit.None)})" : "")}";
        return $"run {runs.B} against {runs.A}{accuracy}{(runs.Rows is { } rows ? $"; {Quantity.Count(rows.Better.Count)} rows better, {Quantity.Count(rows.Worse.Count)} worse" : "")}";
    }

    private static ReportBlock.Facts Verdict(RunDifference runs) => new(
        [($"A, {runs.A}", Verdicts.Word(runs.VerdictOfA)), ($"B, {runs.B}", Verdicts.Word(runs.VerdictOfB))]);

    private static ReportBlock.Table Metrics(RunDifference runs)
    {
        var tested = runs.Metrics.Any(metric => metric.Interval is not null || metric.PValue is not null);
        ReportColumn[] test = tested ? [new("95 % interval", IsNumber: true), new("p", IsNumber: true)] : [];
        return new(
            $"Metrics of both runs{(tested ? "; p is McNemar's for accuracy, of the paired bootstrap for others" : "")}",
            [new("Metric"), new("A", IsNumber: true), new("B", IsNumber: true), new("B less A", IsNumber: true), .. test],
            [.. runs.Metrics.Select(metric => Row(metric, tested))]);
    }

    private static IReadOnlyList<ReportText> Row(MetricDifference metric, bool tested)
    {
        var unit = MetricSection.UnitOf(metric.Name);
        ReportText[] test = tested
            ? [
                metric.Interval is { } between ? $"{Quantity.Difference(between.Low, unit)} to {Quantity.Difference(between.High, unit)}" : "",
                metric.PValue is { } p ? MetricText.Of(p, MetricUnit.None) : "",
            ]
            : [];
        return [ReportText.Code(metric.Name), Value(metric.A, unit), Value(metric.B, unit), Difference(metric), .. test];
    }

    private static ReportText Value(double? value, MetricUnit unit) => value is null ? ReportText.Muted("–") : MetricText.Of(value, unit);

    private static ReportText Difference(MetricDifference metric) =>
        metric is { A: { } a, B: { } b } ? Quantity.Difference(b - a, MetricSection.UnitOf(metric.Name)) : ReportText.Muted("–");

    private static ReportBlock.Table Slices(RunDifference runs) => new(
        "Slices on which B is worse, the worst loss first",
        [new("Column"), new("Value"), new("Rows", IsNumber: true), new("Metric"), new("A", IsNumber: true), new("B", IsNumber: true), new("B less A", IsNumber: true)],
        [
            .. runs.Slices.Take(ReportBlock.Table.MaxRows).Select(slice => (IReadOnlyList<ReportText>)
            [
                ReportText.Code(slice.Column),
                ReportText.Code(slice.Value),
                Quantity.Count(slice.Rows),
                ReportText.Code(slice.Metric),
                MetricText.Of(slice.A, MetricSection.UnitOf(slice.Metric)),
                MetricText.Of(slice.B, MetricSection.UnitOf(slice.Metric)),
                Quantity.Difference(slice.B - slice.A, MetricSection.UnitOf(slice.Metric)),
            ]),
        ]);

    private static ReportBlock.Table Settings(RunDifference runs) => new(
        "What the steps depend on and is not the same",
        [new("Step"), new("What"), new("A"), new("B")],
        [.. runs.Settings.Take(ReportBlock.Table.MaxRows).Select(setting => (IReadOnlyList<ReportText>)[ReportText.Code(setting.Step), setting.Name, Setting(setting.A), Setting(setting.B)])]);

    private static ReportText Setting(string? value) => value is null ? ReportText.Muted("–") : ReportText.Code(value);

    private static ReportBlock.Facts Counts(RowDifference rows) => new(
    [
        ("Rows that both have scored", Quantity.Count(rows.Both)),
        ("Right in both", Quantity.Count(rows.RightInBoth)),
        ("Wrong in both", Quantity.Count(rows.WrongInBoth)),
        ("Right only in B", Quantity.Count(rows.Better.Count)),
        ("Right only in A", Quantity.Count(rows.Worse.Count)),
        .. Others("Scored only by A", rows.OnlyInA),
        .. Others("Scored only by B", rows.OnlyInB),
    ]);

    private static IEnumerable<(string Name, ReportText Value)> Others(string name, int count) => count == 0 ? [] : [(name, Quantity.Count(count))];

    private static IEnumerable<ReportBlock> Changed(string caption, IReadOnlyList<ChangedRow> rows) => rows.Count == 0
        ? []
        : [
            new ReportBlock.Table(
                caption,
                [new("Row", IsNumber: true), new("Label"), new("A says"), new("B says"), new("Text")],
                [
                    .. rows.Take(ReportBlock.Table.MaxRows).Select(row => (IReadOnlyList<ReportText>)
                    [
                        Quantity.Count(row.Row), Labels(row.Labels), Labels(row.A), Labels(row.B), ReportText.Code(row.Text),
                    ]),
                ]),
        ];

    private static ReportText Labels(IReadOnlyList<string> labels) => labels.Count == 0 ? ReportText.Muted("none") : ReportText.Code(string.Join(", ", labels));
}
