using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Metrics;

namespace MlOps.Registry.Promotion;

/// <summary>Promotes a version by hand: to Staging or Production, when the gates recorded with it hold.</summary>
/// <param name="registry">The registry.</param>
public sealed class Promoter(ModelRegistry registry)
{
    private const int MostAttempts = 10;

    /// <summary>Judges the recorded gates of a version against the version that is in Production now.</summary>
    /// <param name="version">The version.</param>
    public IReadOnlyList<GateResult> Judge(ModelVersion version) => Judge(version, registry.Show(version.Model).Production);

    /// <summary>Promotes a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="stage">Staging or Production.</param>
    /// <param name="change">Who promotes it, and why.</param>
    /// <param name="force">True to overrule gates that are not met; the history says so. Approvals that the version needs are not overruled.</param>
    /// <exception cref="ArgumentException">Gates are overruled without a reason.</exception>
    /// <exception cref="MlOpsException">MLOPS5014: Production changes again and again.</exception>
    public PromotionResult Promote(ModelVersion version, Stage stage, Change change, bool force)
    {
        if (force && string.IsNullOrWhiteSpace(change.Reason))
        {
            throw new ArgumentException("Overruling gates takes a reason.", nameof(change));
        }

        for (var attempt = 1; ; attempt++)
        {
            var champion = registry.Show(version.Model).Production;
            var gates = Judge(version, champion);
            var missed = gates.Where(gate => !gate.Passed).ToList();
            if (missed.Count > 0 && !force)
            {
                return new(version, gates, Edit: null);
            }

            try
            {
                var edit = registry.Edit(
                    version.Model, new RegistryEdit.Move(version.Version, stage) { Gates = new(champion?.Version, Summary(gates, missed)) }, change);
                return new(edit.Version!, gates, edit);
            }
            catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.ChampionMoved && attempt < MostAttempts)
            {
                // judged against a version that has just been replaced
            }
        }
    }

    private IReadOnlyList<GateResult> Judge(ModelVersion version, ModelVersion? champion) => RecordedGates.Judge(
        registry.LineageOf(version), champion is null || champion.Version == version.Version ? null : registry.LineageOf(champion));

    private static string Summary(IReadOnlyList<GateResult> gates, List<GateResult> missed) =>
        missed.Count > 0 ? $"forced; {string.Join("; ", missed.Select(gate => gate.Message))}"
        : gates.Count == 0 ? "no gate is recorded"
        : string.Create(CultureInfo.InvariantCulture, $"{gates.Count} recorded gate{(gates.Count == 1 ? " is" : "s are")} met");
}
