namespace MlOps.Metrics.Gates;

/// <summary>What gates are judged on.</summary>
/// <param name="Rows">Test rows that were scored.</param>
/// <param name="Metrics">The candidate's metrics, those of its training too; null where undefined.</param>
/// <param name="Slices">The candidate's metrics on each slice.</param>
/// <param name="Champion">The champion on the same rows; null when there is none yet.</param>
public sealed record GateEvidence(
    long Rows,
    IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyList<SliceScore> Slices,
    ChampionScore? Champion)
{
    private static readonly Dictionary<string, double?> Nothing = [];

    /// <summary>The metrics of one of the two models; empty for a champion that is not there.</summary>
    /// <param name="champion">True for the champion.</param>
    public IReadOnlyDictionary<string, double?> MetricsOf(bool champion) => champion ? Champion?.Metrics ?? Nothing : Metrics;

    /// <summary>The slices of one of the two models; empty for a champion that is not there.</summary>
    /// <param name="champion">True for the champion.</param>
    public IReadOnlyList<SliceScore> SlicesOf(bool champion) => champion ? Champion?.Slices ?? [] : Slices;
}
