using MlOps.Metrics;
using MlOps.Ui.Markup;

namespace MlOps.Ui.Models;

/// <summary>Puts the versions of a model in order by a metric.</summary>
internal static class Ranking
{
    private static readonly string[] Usual = ["f1", "accuracy", "entity-f1", "rmse", "perplexity"];

    /// <summary>The metrics that a version can be chosen by: those of single values, in the order of the catalogue.</summary>
    /// <param name="versions">The versions.</param>
    public static IReadOnlyList<string> Metrics(IReadOnlyList<KnownVersion> versions) =>
    [
        .. versions.SelectMany(version => version.Metrics.Where(metric => metric.Value is not null).Select(metric => metric.Key)).Distinct().Where(IsMerit)
            .OrderBy(PlaceOf).ThenBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>The metric that is shown before anyone has chosen; null where nothing was measured.</summary>
    /// <param name="metrics">Those to choose from.</param>
    public static string? Default(IReadOnlyList<string> metrics) => Usual.FirstOrDefault(metrics.Contains) ?? (metrics.Count > 0 ? metrics[0] : null);

    /// <summary>The versions, the best first; of equals the newest; those without a value last.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="versions">The versions.</param>
    public static IReadOnlyList<Standing> By(string metric, IReadOnlyList<KnownVersion> versions)
    {
        var sign = Parts.HigherIsBetter(metric) ? -1 : 1;
        var ordered = versions
            .Select(version => (Version: version, Value: version.Metrics.GetValueOrDefault(metric)))
            .OrderBy(ranked => ranked.Value is { } value ? sign * value : double.PositiveInfinity)
            .ThenByDescending(ranked => ranked.Version.Version.Version)
            .ToList();
        var best = ordered.FirstOrDefault().Version;
        return [.. ordered.Select(ranked => new Standing(ranked.Version, ranked.Value, ranked.Version.IntervalOf(metric), AreAlike(ranked.Version, best)))];
    }

    private static bool AreAlike(KnownVersion version, KnownVersion best) =>
        version.Lineage?.DataHash == best.Lineage?.DataHash && version.Lineage?.Rows == best.Lineage?.Rows;

    // how many rows a label has is no merit of a model
    private static bool IsMerit(string name) => !name.StartsWith("support[", StringComparison.Ordinal) && !name.StartsWith("entity-support[", StringComparison.Ordinal);

    private static int PlaceOf(string name) =>
        MetricName.TryParse(name, out var metric, out _) ? MetricCatalogue.All.Index().First(known => known.Item.Name == metric.Metric.Name).Index : int.MaxValue;
}
