using MlOps.Metrics;
using MlOps.Reporting.Content;
using MlOps.Running;

namespace MlOps.Reporting.Sections;

/// <summary>Every gate with what was measured and what was asked.</summary>
public static class GateSection
{
    /// <summary>The section of a run.</summary>
    /// <param name="run">The run.</param>
    public static ReportSection Of(RunResult run) => Of([.. run.Gates()]);

    /// <summary>The section of some gates; without any it is left out.</summary>
    /// <param name="judged">The gates.</param>
    public static ReportSection Of(IReadOnlyList<GateResult> judged)
    {
        GateResult[] gates = [.. judged.OrderBy(gate => gate.Passed)];
        return new("Gates", gates.Length == 0 ? [] : [Table(gates), .. Explanations(gates)]);
    }

    private static ReportBlock.Table Table(IReadOnlyList<GateResult> gates)
    {
        var champion = gates.Any(gate => gate.Champion is not null);
        ReportColumn[] comparison = champion ? [new("Champion", IsNumber: true), new("Difference", IsNumber: true)] : [];
        return new(
            "Gates, those that are not met first",
            [new("Gate"), new("Verdict"), new("Value", IsNumber: true), new("Threshold", IsNumber: true), .. comparison],
            [.. gates.Select(gate => Row(gate, champion))]);
    }

    private static IReadOnlyList<ReportText> Row(GateResult gate, bool champion)
    {
        ReportText[] comparison = champion ? [Value(gate.Champion, gate), Difference(gate)] : [];
        return [Name(gate), Outcome(gate), Value(gate.Value, gate), $"{gate.Comparison} {Value(gate.Threshold, gate).Text}", .. comparison];
    }

    private static ReportText Name(GateResult gate) => ReportText.Code(gate.From is null ? gate.Text : $"{gate.Text} ({gate.From})");

    private static ReportText Outcome(GateResult gate) => new(
        gate.Outcome switch
        {
            GateOutcome.Met => "met",
            GateOutcome.NotMet => "not met",
            GateOutcome.MissingValue => "missing value",
            GateOutcome.NoChampionPassed => "met: no champion yet",
            GateOutcome.NoChampionFailed => "no champion",
            GateOutcome.ChampionNotScored => "champion not scored",
            _ => "overruled by hand",
        },
        gate.Passed ? TextKind.Good : TextKind.Bad);

    private static ReportText Value(double? value, GateResult gate) =>
        value is null ? ReportText.Muted("–") : MetricText.Of(value, gate.Unit);

    private static ReportText Difference(GateResult gate) =>
        gate is { Value: { } value, Champion: { } champion } ? Quantity.Difference(value - champion, gate.Unit) : ReportText.Muted("–");

    // what numbers alone do not say: why a value is missing, what was overruled
    private static IEnumerable<ReportBlock> Explanations(IEnumerable<GateResult> gates) => gates
        .Where(gate => gate.Outcome is not (GateOutcome.Met or GateOutcome.NotMet))
        .Select(gate => new ReportBlock.Paragraph([Name(gate), $": {gate.Message}."]));
}
