namespace MlOps.Drift;

/// <summary>What is held against a version's profile.</summary>
/// <param name="Source">Where it was read, as the user names it.</param>
/// <param name="Rows">Rows that the model answered.</param>
/// <param name="Profile">Their features.</param>
/// <param name="Metrics">What else was measured, by names of <see cref="MonitorMetrics"/>; null where it is undefined.</param>
public sealed record LiveData(string Source, long Rows, DataProfile Profile, IReadOnlyDictionary<string, double?> Metrics);
