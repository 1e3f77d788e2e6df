using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Registry;
using MlOps.Running;
using MlOps.Ui.Markup;
using MlOps.Ui.Models;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Compare;

/// <summary>Finds the runs and versions that are to be compared.</summary>
/// <param name="sources">The registry and the state folder.</param>
/// <param name="runs">The runs.</param>
/// <param name="versions">What is known of versions.</param>
internal sealed class ComparedItems(UiSources sources, RunIndex runs, VersionFacts versions)
{
    private readonly StepCache _cache = new(sources.State.Cache);

    /// <summary>Finds one.</summary>
    /// <param name="asked">A run's id, or <c>NAME@VERSION</c> and every other form that names a version.</param>
    /// <returns>Null where there is no such run or version.</returns>
    public ComparedItem? Find(string asked) => runs.Find(asked) is { } run ? OfRun(asked, $"run {run.Id}", Link.Run(run.Id), run) : OfVersion(asked);

    private ComparedItem? OfVersion(string asked)
    {
        if (ModelReference.TryParse(asked) is not { } reference || sources.Registry.Models().All(model => model.Name != reference.Model))
        {
            return null;
        }

        try
        {
            var facts = versions.Of(sources.Registry.Find(reference));
            var (name, address) = ($"{facts.Version.Model} {facts.Version.Version}", Link.Version(facts.Version.Model, facts.Version.Version));
            return facts.Run is { } run
                ? OfRun(asked, name, address, run) with { Metrics = facts.Metrics, Evaluation = facts.Evaluation }
                : new(asked, name, address) { Metrics = facts.Metrics, Settings = new Dictionary<string, string>(), Curves = [] };
        }
        catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.UnknownModel)
        {
            return null;
        }
    }

    private ComparedItem OfRun(string asked, string name, string address, RunResult run) => new(asked, name, address)
    {
        Run = run,
        Metrics = run.Metrics(),
        Evaluation = run.Steps.LastOrDefault(step => step.Result?.Evaluation is not null)?.Result!.Evaluation,
        Settings = Settings(run),
        Curves = CurveFile.Read(sources.State.Run(run.Id)),
    };

    // of the steps before it a step's fingerprint holds only hashes: what differs there is said at their own names
    private Dictionary<string, string> Settings(RunResult run)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["profile"] = run.Profile ?? "none" };
        foreach (var step in run.Steps.Where(step => step.Fingerprint.Length > 0))
        {
            foreach (var part in _cache.FindRecord(step.Fingerprint)?.Fingerprint.Parts.Where(part => !part.Name.StartsWith("step ", StringComparison.Ordinal)) ?? [])
            {
                settings[$"{step.Name}: {part.Name}"] = part.Value;
            }
        }

        return settings;
    }
}
