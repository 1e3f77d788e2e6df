using System.Globalization;

namespace MlOps.Metrics.Gates;

/// <summary>Judges gates. Every gate is judged; none stops the others.</summary>
/// <param name="evidence">What was measured.</param>
/// <param name="policy">What becomes of gates without a champion to compare with.</param>
public sealed class GateJudge(GateEvidence evidence, GatePolicy policy)
{
    /// <summary>Judges one gate.</summary>
    /// <param name="gate">The gate.</param>
    public GateResult Judge(GateExpression gate)
    {
        if (gate.MeetsChampion && evidence.Champion is null)
        {
            return policy.NoChampionPasses
                ? Result(gate, GateOutcome.NoChampionPassed, $"there is no champion yet; gate {gate.Quoted} passes")
                : Result(gate, GateOutcome.NoChampionFailed, $"there is no champion to compare with; gate {gate.Quoted} fails here; for a first version set no-champion to pass");
        }

        if (gate.MeetsChampion && evidence.Champion is { NotScored: { } why } champion)
        {
            var name = $"champion {champion.Model} version {champion.Version}";
            return policy.AcceptedLoss is { } reason
                ? Result(gate, GateOutcome.ChampionLossAccepted, $"{name} cannot be scored: {why}; gate {gate.Quoted} is overruled: {reason}")
                : Result(gate, GateOutcome.ChampionNotScored, $"{name} cannot be scored: {why}; gate {gate.Quoted} fails; to give up the comparison, run with --accept-champion-loss --reason \"...\"");
        }

        if ((gate.Left.WhyMissing(evidence) ?? gate.Right.WhyMissing(evidence)) is { } missing)
        {
            return Result(gate, GateOutcome.MissingValue, $"{missing}; gate {gate.Quoted} is not met, because a missing value never passes");
        }

        return Compare(gate, gate.Left.Value(evidence)!.Value, gate.Right.Value(evidence)!.Value);
    }

    private GateResult Compare(GateExpression gate, double value, double threshold)
    {
        var holds = gate.Comparison.Holds(value, threshold);
        var (left, right) = MetricText.Apart(value, threshold, gate.Left.Unit);
        var measured = gate.Measured.DistinctBy(term => term.ToString()).Select(term =>
            term.Describe(term == gate.Left ? left : term == gate.Right ? right : MetricText.Of(term.Value(evidence), term.Unit), evidence));
        var rows = gate.Measured.Any(term => term.Metric.Metric.Source == MetricSource.Predictions)
            ? string.Create(CultureInfo.InvariantCulture, $" on {evidence.Rows:N0} {(evidence.Rows == 1 ? "row" : "rows")}")
            : "";
        var sides = gate.Left is SumTerm or FairnessTerm || gate.Right is SumTerm or FairnessTerm ? $": {left} against {right}" : "";
        var message = $"{string.Join(", ", measured)}{rows}; gate {gate.Quoted} is {(holds ? "met" : "not met")}{sides}";
        return Result(gate, holds ? GateOutcome.Met : GateOutcome.NotMet, message);
    }

    private GateResult Result(GateExpression gate, GateOutcome outcome, string message) => new(
        gate.Text,
        gate.Text.Location,
        outcome,
        gate.Left.Value(evidence),
        gate.Comparison.Sign(),
        gate.Right.Value(evidence),
        gate.Measured.FirstOrDefault(term => term.OfChampion)?.Value(evidence),
        gate.Left.Unit,
        message)
    {
        From = gate.From,
    };
}
