using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Registry.Cards;
using MlOps.Running;

namespace MlOps.Ui.Models;

/// <summary>A version with everything that is known of how it came about.</summary>
/// <param name="Version">The version.</param>
/// <param name="Lineage">What was recorded with it; null where that cannot be read.</param>
/// <param name="Run">The run that made it; null where its record is not here.</param>
/// <param name="Evaluation">What was found when it was judged; null where that is not known. It adds the confusion matrix to the lineage.</param>
internal sealed record KnownVersion(ModelVersion Version, Lineage? Lineage, RunResult? Run, Evaluation? Evaluation)
{
    /// <summary>What was measured; null where undefined.</summary>
    public IReadOnlyDictionary<string, double?> Metrics => Lineage?.Metrics ?? Evaluation?.Metrics ?? new Dictionary<string, double?>();

    /// <summary>How it was judged by its gates.</summary>
    public IReadOnlyList<GateResult> Gates => Lineage?.Gates ?? Evaluation?.Gates ?? [];

    /// <summary>The 95 % interval of a metric; null where there is none.</summary>
    public Interval? IntervalOf(string metric) => Lineage?.Intervals.GetValueOrDefault(metric) ?? Evaluation?.Intervals.GetValueOrDefault(metric);

    /// <summary>Metrics of each slice.</summary>
    public IReadOnlyList<SliceScore> Slices => Lineage is { Slices.Count: > 0 } ? Lineage.Slices : Evaluation?.Slices ?? [];
}
