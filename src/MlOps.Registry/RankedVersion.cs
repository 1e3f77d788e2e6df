using MlOps.Metrics;
using MlOps.Registry.Cards;

namespace MlOps.Registry;

/// <summary>A version in an order by a metric.</summary>
/// <param name="Version">The version.</param>
/// <param name="Value">Its recorded value of the metric.</param>
/// <param name="Lineage">What it was measured on, and everything else that is recorded.</param>
public sealed record RankedVersion(ModelVersion Version, double Value, Lineage Lineage)
{
    /// <summary>Orders the versions of a model by a metric that was measured when they were registered; those without a value are left out.</summary>
    /// <param name="registry">The model's registry.</param>
    /// <param name="model">The model.</param>
    /// <param name="metric">The metric.</param>
    /// <returns>The best first; of equal ones the newest first. Values of different <see cref="Lineage.DataHash"/> were measured on different rows.</returns>
    public static IReadOnlyList<RankedVersion> Rank(ModelRegistry registry, RegisteredModel model, MetricName metric)
    {
        var valued = new List<RankedVersion>();
        foreach (var version in model.Versions.Reverse())
        {
            var lineage = registry.LineageOf(version);
            if (lineage.Metrics.GetValueOrDefault(metric.Key) is { } value)
            {
                valued.Add(new(version, value, lineage));
            }
        }

        return [.. metric.Metric.HigherIsBetter ? valued.OrderByDescending(ranked => ranked.Value) : valued.OrderBy(ranked => ranked.Value)];
    }
}
