namespace MlOps.Metrics;

/// <summary>The champion, scored again on the candidate's test rows.</summary>
/// <param name="Model">The registered model.</param>
/// <param name="Version">The version in Production.</param>
/// <param name="Metrics">Its metrics; empty when it could not be scored.</param>
/// <param name="Differences">Candidate less champion, with the paired bootstrap interval, by metric.</param>
/// <param name="Slices">Its metrics on the slices that gates name.</param>
/// <param name="McNemar">The chance of a difference in accuracy at least this large if both were right equally often; null for multi-label, or when it could not be scored.</param>
/// <param name="NotScored">Why it could not be scored; null when it was.</param>
public sealed record ChampionScore(
    string Model,
    int Version,
    IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyDictionary<string, Interval> Differences,
    IReadOnlyList<SliceScore> Slices,
    double? McNemar,
    string? NotScored);
