namespace MlOps.Registry;

/// <summary>One move of a version; entries are added, never changed.</summary>
/// <param name="Version">The version that moved.</param>
/// <param name="From">The stage it had; null for its registration.</param>
/// <param name="To">The stage it got.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Change">Who, which run, why.</param>
public sealed record HistoryEntry(int Version, Stage? From, Stage To, DateTimeOffset At, Change Change);
