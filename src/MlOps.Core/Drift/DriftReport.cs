namespace MlOps.Drift;

/// <summary>What monitoring has compared.</summary>
/// <param name="Model">Name of the registered model.</param>
/// <param name="Version">The version whose profile is the reference.</param>
/// <param name="Source">Where the live data were read.</param>
/// <param name="From">Only requests from this time on were read, in UTC; null for all.</param>
/// <param name="Rows">Rows that the model answered.</param>
/// <param name="MinRows">Values that a feature had to have on both sides.</param>
/// <param name="Requests">What else was measured of the requests, by names of <see cref="MonitorMetrics"/>; null where undefined.</param>
/// <param name="Features">Every feature of the reference.</param>
public sealed record DriftReport(
    string Model,
    int Version,
    string Source,
    DateTimeOffset? From,
    long Rows,
    int MinRows,
    IReadOnlyDictionary<string, double?> Requests,
    IReadOnlyList<FeatureDrift> Features);
