using MlOps.Metrics;
using MlOps.Metrics.Gates;
using MlOps.Registry;
using MlOps.Registry.Cards;
using MlOps.Spec;

namespace MlOps.Ui.Models;

/// <summary>The gates that were recorded with a version, judged again before it is promoted by hand: against the champion of this moment.</summary>
/// <param name="Gates">The gates.</param>
/// <param name="Champion">The version in Production that they were judged against; null for none.</param>
internal sealed record RecordedGates(IReadOnlyList<GateResult> Gates, int? Champion)
{
    public bool Passed => Gates.All(gate => gate.Passed);

    public static RecordedGates Judge(ModelRegistry registry, RegisteredModel model, ModelVersion version)
    {
        var lineage = registry.LineageOf(version);
        var champion = model.Production is { } production && production.Version != version.Version ? registry.LineageOf(production) : null;
        var judge = new GateJudge(new(lineage.Rows, lineage.Metrics, lineage.Slices, champion is null ? null : Score(champion)), new(NoChampionPasses: true, AcceptedLoss: null));
        return new([.. lineage.Gates.Select(gate => GateExpression.Parse(new(gate.Text, gate.Location), MetricName.TryParse, out _) is { } read ? judge.Judge(read) : gate)], model.Production?.Version);
    }

    public JudgedGates ToRecord(bool forced) => new(Champion, Gates.Count(gate => !gate.Passed) is var failed and > 0 ? $"{failed} of {Gates.Count} gates not met{(forced ? ", overruled" : "")}" : $"{Gates.Count} gates met");

    private static ChampionScore Score(Lineage champion) => new(champion.Model, champion.Version, champion.Metrics, new Dictionary<string, Interval>(), champion.Slices, McNemar: null, NotScored: null);
}
