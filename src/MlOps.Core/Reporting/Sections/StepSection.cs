using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>Every step with its time, and what those steps measured that judge nothing.</summary>
internal static class StepSection
{
    private const int FingerprintDigits = 12;

    public static ReportSection Of(RunResult run) => new("Steps", [Table(run), .. Measured(run)]);

    private static ReportBlock.Table Table(RunResult run) => new(
        "Steps in running order",
        [new("Step"), new("Kind"), new("Status"), new("Time", IsNumber: true), new("Fingerprint")],
        [.. run.Steps.Select(Row)]);

    private static IReadOnlyList<ReportText> Row(StepRun step) =>
    [
        ReportText.Code(step.Name),
        step.Kind,
        Status(step),
        step.Status is StepStatus.Ran or StepStatus.Failed or StepStatus.Cancelled ? Quantity.Duration(step.Seconds) : "",
        step.Fingerprint.Length > FingerprintDigits ? ReportText.Code(step.Fingerprint[..FingerprintDigits]) : "",
    ];

    private static ReportText Status(StepRun step) => step.Status switch
    {
        StepStatus.Ran => new("ran", TextKind.Good),
        StepStatus.Reused => new("reused", TextKind.Good),
        StepStatus.Failed => new("failed", TextKind.Bad),
        StepStatus.Skipped => new(step.SkippedFor is { } failed ? $"left out, as '{failed}' failed" : "left out", TextKind.Muted),
        StepStatus.Cancelled => new("cancelled", TextKind.Bad),
        _ => new("not asked for", TextKind.Muted),
    };

    // of validation metrics one value a family: run.json holds those of each label and average
    private static bool IsHeadline(string metric) =>
        !metric.StartsWith(MetricCatalogue.BestValidation, StringComparison.Ordinal) || !metric.AsSpan().ContainsAny('.', '[');

    private static IEnumerable<ReportBlock> Measured(RunResult run) => run.Steps
        .Where(step => step.Result is { Evaluation: null, Metrics.Count: > 0 })
        .Select(step => new ReportBlock.Table(
            $"Measured by step '{step.Name}'",
            [new($"Measured by '{step.Name}'"), new("Value", IsNumber: true)],
            [.. step.Result!.Metrics.Where(metric => IsHeadline(metric.Key)).Take(ReportBlock.Table.MaxRows).Select(metric => (IReadOnlyList<ReportText>)[ReportText.Code(metric.Key), MetricText.Of(metric.Value, MetricSection.UnitOf(metric.Key))])]));
}
