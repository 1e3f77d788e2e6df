using MlOps.Drift;
using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>How far live data have moved from the data of the version, feature by feature.</summary>
internal static class DriftSection
{
    public static ReportSection Of(RunResult run) => new("Drift", [.. run.Steps.Select(step => step.Result?.Drift).OfType<DriftReport>().SelectMany(Blocks)]);

    private static IEnumerable<ReportBlock> Blocks(DriftReport report)
    {
        var from = report.From is { } start ? $" since {start.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "";
        yield return new ReportBlock.Paragraph(
        [
            $"{Quantity.Count(report.Rows)} rows of ",
            ReportText.Code(report.Source),
            $"{from} beside the profile of version {report.Version} of ",
            ReportText.Code(report.Model),
            $". In brackets what 95 of 100 comparisons stay below by chance alone; p-values are corrected for the number of features (Holm). A feature with fewer than {Quantity.Count(report.MinRows)} values is not compared.",
        ]);
        if (report.Requests.Count > 0)
        {
            yield return new ReportBlock.Facts([.. report.Requests.Select(entry => (entry.Key, Request(entry.Key, entry.Value)))]);
        }

        yield return new ReportBlock.Table(
            "Drift of each feature",
            [
                new("Feature"), new("Values, training", IsNumber: true), new("Values, live", IsNumber: true), new("Mean, training", IsNumber: true), new("Mean, live", IsNumber: true),
                new("PSI", IsNumber: true), new("Jensen-Shannon", IsNumber: true), new("Kolmogorov-Smirnov", IsNumber: true), new("p", IsNumber: true),
            ],
            [.. report.Features.Select(Row)]);
        var shifts = report.Features.SelectMany(feature => feature.Shifts.Select(shift => (feature.Feature, Shift: shift))).ToList();
        if (shifts.Count > 0)
        {
            yield return new ReportBlock.Table(
                "The shares that have moved most",
                [new("Feature"), new("Name"), new("Share, training", IsNumber: true), new("Share, live", IsNumber: true)],
                [.. shifts.Select(entry => (IReadOnlyList<ReportText>)[ReportText.Code(entry.Feature), ReportText.Code(entry.Shift.Name), Number(entry.Shift.Reference), Number(entry.Shift.Share)])]);
        }
    }

    private static IReadOnlyList<ReportText> Row(FeatureDrift feature) =>
    [
        ReportText.Code(feature.Feature),
        Quantity.Count(feature.ReferenceCount),
        Quantity.Count(feature.Count),
        Number(feature.ReferenceMean),
        Number(feature.Mean),
        Measure(feature.Psi, feature.PsiByChance),
        Measure(feature.Js, feature.JsByChance),
        Measure(feature.Ks, feature.KsByChance),
        Number(feature.KsPAdjusted),
    ];

    private static ReportText Measure(double? value, double? byChance) =>
        value is null ? ReportText.Muted("–")
        : new($"{MetricText.Of(value, MetricUnit.None)} ({MetricText.Of(byChance, MetricUnit.None)})", value > byChance ? TextKind.Bad : TextKind.Plain);

    private static ReportText Request(string name, double? value) => value is null
        ? ReportText.Muted("undefined")
        : MetricText.Of(value, MonitorMetrics.TryParse(name, out var known, out _) ? known.Metric.Unit : MetricUnit.None);

    private static ReportText Number(double? value) => value is null ? ReportText.Muted("–") : MetricText.Of(value, MetricUnit.None);
}
