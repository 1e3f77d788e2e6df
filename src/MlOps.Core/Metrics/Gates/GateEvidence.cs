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

    /// <summary>The same value for everything that is measured, of candidate and champion.</summary>
    /// <param name="terms">What is measured.</param>
    /// <param name="value">The value.</param>
    internal static GateEvidence Uniform(IEnumerable<MeasuredTerm> terms, double value)
    {
        var metrics = terms.Select(term => term.Metric.Key).Distinct().ToDictionary(key => key, _ => (double?)value, StringComparer.Ordinal);
        SliceScore[] slices = [.. terms.OfType<SliceTerm>().Select(term => new SliceScore(term.Column, "", 1, metrics))];
        return new(1, metrics, slices, new ChampionScore("", 0, metrics, new Dictionary<string, Interval>(), slices, McNemar: null, NotScored: null));
    }

    /// <summary>The metrics of one of the two models; empty for a champion that is not there.</summary>
    /// <param name="champion">True for the champion.</param>
    public IReadOnlyDictionary<string, double?> MetricsOf(bool champion) => champion ? Champion?.Metrics ?? Nothing : Metrics;

    /// <summary>The slices of one of the two models; empty for a champion that is not there.</summary>
    /// <param name="champion">True for the champion.</param>
    public IReadOnlyList<SliceScore> SlicesOf(bool champion) => champion ? Champion?.Slices ?? [] : Slices;
}
