using System.Globalization;
using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Registry.Cards;
using MlOps.Spec;

namespace MlOps.Registry.Promotion;

/// <summary>Judges a version by the gates that its pipeline had, from what was recorded: nothing is measured.</summary>
/// <remarks>
/// A gate of the version's own values has the outcome that it had: neither side can have changed. A gate against the champion is judged with
/// the champion of now, where both were measured on the same rows; otherwise it fails, since numbers of different rows say nothing together.
/// </remarks>
public static class RecordedGates
{
    /// <summary>Judges every recorded gate.</summary>
    /// <param name="candidate">What is recorded of the version.</param>
    /// <param name="champion">What is recorded of the version in Production; null where there is none.</param>
    public static IReadOnlyList<GateResult> Judge(Lineage candidate, Lineage? champion) => [.. candidate.Gates.Select(gate => Judge(gate, candidate, champion))];

    private static GateResult Judge(GateResult recorded, Lineage candidate, Lineage? champion)
    {
        if (GateExpression.Parse(new SpecText(recorded.Text, recorded.Location), out _) is not { } gate)
        {
            return Failed(recorded, "it cannot be read by this mlops");
        }

        if (!gate.MeetsChampion)
        {
            return recorded;
        }

        if (champion is not null && (champion.DataHash != candidate.DataHash || champion.Rows != candidate.Rows))
        {
            return Failed(recorded, string.Create(
                CultureInfo.InvariantCulture, $"version {champion.Version} in Production was measured on other rows (data {champion.DataHash[..12]}, not {candidate.DataHash[..12]})"));
        }

        var score = champion is null ? null : new ChampionScore(
            champion.Model, champion.Version, champion.Metrics, new Dictionary<string, Interval>(), champion.Slices, McNemar: null, NotScored: null);
        var policy = new GatePolicy(NoChampionPasses: recorded.Outcome != GateOutcome.NoChampionFailed, AcceptedLoss: null);
        return new GateJudge(new(candidate.Rows, candidate.Metrics, candidate.Slices, score), policy).Judge(gate with { From = recorded.From });
    }

    private static GateResult Failed(GateResult recorded, string why) => recorded with
    {
        Outcome = GateOutcome.ChampionNotScored,
        Champion = null,
        Message = $"{why}; gate '{recorded.Text}' is not met: run the pipeline, which scores both, or promote with --force --reason \"...\"",
    };
}
