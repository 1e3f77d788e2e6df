using System.Collections.Concurrent;
using System.Text.Json;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Registry.Cards;
using MlOps.Running;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Models;

/// <summary>Brings together what registry and runs know of a version.</summary>
/// <param name="registry">The registry.</param>
/// <param name="runs">The runs of the state folder.</param>
internal sealed class VersionFacts(ModelRegistry registry, RunIndex runs)
{
    // it never changes, and a registry elsewhere has to be asked for it
    private readonly ConcurrentDictionary<(string Model, int Version, string ContentHash), Lineage> _lineages = [];

    /// <summary>What is known of a version.</summary>
    /// <param name="version">A version of the registry.</param>
    public KnownVersion Of(ModelVersion version)
    {
        var (lineage, run) = (LineageOf(version), runs.Find(version.Run));
        return new(version, lineage, run, run is null ? null : EvaluationOf(run, lineage));
    }

    private Lineage? LineageOf(ModelVersion version)
    {
        try
        {
            return _lineages.GetOrAdd((version.Model, version.Version, version.ContentHash), _ => registry.LineageOf(version));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // damaged: the rest of the page is worth showing
        }
    }

    // a run may judge several models: this one's evaluation has measured what was recorded with it
    private static Evaluation? EvaluationOf(RunResult run, Lineage? lineage) => run.Steps
        .Select(step => step.Result?.Evaluation)
        .OfType<Evaluation>()
        .LastOrDefault(evaluation => lineage is null || lineage.Metrics.All(metric => evaluation.Metrics.TryGetValue(metric.Key, out var value) && value.Equals(metric.Value)));
}
