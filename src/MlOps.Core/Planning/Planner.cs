using System.Globalization;
using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Running;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Planning;

/// <summary>Decides for each step what its output depends on, and whether that output is there already.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="run">The run that is planned.</param>
/// <param name="devices">Decides what <c>auto</c> means.</param>
/// <param name="hashes">Hashes of input files.</param>
/// <param name="cache">Outputs of earlier runs.</param>
/// <param name="bases">Finds base models.</param>
/// <param name="remote">Fetches what inputs name by an address.</param>
/// <param name="findChampion">Finds the version of a model that is in Production; null when there is none.</param>
public sealed class Planner(
    PipelineSpec pipeline,
    RunIdentity run,
    DeviceProbe devices,
    FileHashes hashes,
    StepCache cache,
    BaseModels bases,
    RemoteInputs remote,
    Func<string, Champion?> findChampion)
{
    /// <summary>Plans every step.</summary>
    /// <param name="checks">The steps in running order.</param>
    /// <param name="forced">Names of steps that run even when their output is there.</param>
    /// <param name="found">Receives missing inputs, devices that are not there, and what the steps' own looks into their inputs find.</param>
    /// <param name="ct">Ends requests for base models.</param>
    /// <returns>The plan, in running order; without the steps that an error was found in.</returns>
    public IReadOnlyList<PlannedStep> Plan(IReadOnlyList<StepCheck> checks, IReadOnlySet<string> forced, DiagnosticBag found, CancellationToken ct)
    {
        var planned = new Dictionary<string, PlannedStep>(StringComparer.Ordinal);
        foreach (var unplanned in checks)
        {
            var errors = found.All.Count;
            devices.Check(unplanned.Step, found);
            FetchInputs(unplanned.Step, found, ct);
            CheckInputsExist(unplanned, found);
            var check = unplanned with { Bases = FindBases(unplanned.Step, found, ct), Remote = remote.Found };
            if (found.All.Count > errors || check.Upstream.Any(step => !planned.ContainsKey(step.Name)))
            {
                continue;
            }

            var step = PlanStep(check, planned, forced);
            if (step.Kept is null)
            {
                check.Step.Kind.CheckInputs(check);
            }

            planned[step.Name] = step;
        }

        return [.. planned.Values];
    }

    /// <summary>Plans one step; once more when those before it have run, for only then is it known whether the candidate is the champion.</summary>
    /// <param name="check">The step.</param>
    /// <param name="planned">The plan of the steps before it, with the outputs that are there by now.</param>
    /// <param name="forced">Names of steps that run even when their output is there.</param>
    public PlannedStep PlanStep(StepCheck check, IReadOnlyDictionary<string, PlannedStep> planned, IReadOnlySet<string> forced)
    {
        var step = check.Step;
        var compute = devices.Decide(step.Compute);
        var champion = step.Kind.MeetsChampion(step.Spec) ? FindChampion(check) : null;
        var candidate = check.Upstream.Select(s => planned[s.Name].Kept?.Result.ModelHash).LastOrDefault(hash => hash is not null);
        var fingerprint = Fingerprint.Of([.. Parts(check, planned, compute, champion, candidate)]);
        var kept = forced.Contains(step.Name) || check.Upstream.Any(s => planned[s.Name].Kept is null) ? null : cache.Find(fingerprint.Sha256, step.Name);
        if (kept is not null && !(step.Kind.StillHolds(step.Spec, kept.Result) && step.Kind.Writes(step.Spec).All(file => File.Exists(check.FullPath(file)))))
        {
            kept = null;
        }

        return new(check, compute, fingerprint, champion, kept);
    }

    private IEnumerable<FingerprintPart> Parts(
        StepCheck check, IReadOnlyDictionary<string, PlannedStep> planned, Compute compute, Champion? champion, string? candidate)
    {
        var step = check.Step;
        yield return new("kind", step.Kind.Kind);
        yield return new("code", step.Kind.CodeVersion.ToString(CultureInfo.InvariantCulture));
        yield return new("seed", pipeline.Seed.ToString(CultureInfo.InvariantCulture));
        foreach (var setting in step.Settings.OrderBy(setting => setting.Path, StringComparer.Ordinal))
        {
            // a value of the environment may be a secret: only its hash is kept and shown; of an address the content counts, as its signature is another each time
            yield return new($"setting {setting.Path}", check.Remote.ContainsKey(setting.Value) ? $"the content of {RemoteAddress.NameIn(setting.Value)}"
                : setting.Value == setting.Shown ? setting.Value : ContentHash.OfText(setting.Value));
        }

        foreach (var input in step.Kind.Inputs(step.Spec))
        {
            yield return new($"input {input}", hashes.Of(check.FullPath(input)));
        }

        if (HashNamedFiles(check) is { } named)
        {
            yield return new("files that the inputs name", named);
        }

        foreach (var text in step.Kind.Bases(step.Spec))
        {
            yield return new($"base {text}", check.Bases[text].Identity);
        }

        foreach (var need in step.Needs.Select(need => need.Value).Distinct().Order(StringComparer.Ordinal))
        {
            yield return new($"step {need}", planned[need].Fingerprint.Sha256);
        }

        if (step.Compute is not null)
        {
            yield return new("device", Kebab.Of(compute.Device));
            yield return new("precision", Kebab.Of(compute.Precision));
        }

        if (run.Unmerged is not null && step.Kind.Registers(step.Spec) is not null)
        {
            yield return new("merged", "no"); // the version gets its stage once the change is merged
        }

        if (step.Kind.MeetsChampion(step.Spec))
        {
            // a candidate that is the champion was judged already, when it was not yet
            yield return new("champion", champion is null || champion.ModelHash == candidate ? "none" : champion.ContentHash);
            yield return new("without champion", run.IsContinuousIntegration ? (champion is null ? "fails" : "does not matter") : "passes");
            yield return new("accepted champion loss", run.AcceptedChampionLoss ?? "no");
        }
    }

    private void FetchInputs(PipelineStep step, DiagnosticBag found, CancellationToken ct)
    {
        foreach (var input in step.Kind.Inputs(step.Spec).Where(input => RemoteAddress.IsOne(input)))
        {
            try
            {
                _ = remote.Find(input, ct);
            }
            catch (MlOpsException e)
            {
                found.Add(e.Diagnostic.Rule, e.Diagnostic.Location, e.Diagnostic.Message);
            }
        }
    }

    private Dictionary<string, FoundBase> FindBases(PipelineStep step, DiagnosticBag found, CancellationToken ct)
    {
        var known = new Dictionary<string, FoundBase>(StringComparer.Ordinal);
        foreach (var text in step.Kind.Bases(step.Spec))
        {
            try
            {
                known[text] = bases.Find(text, hashes.Of, ct);
            }
            catch (MlOpsException e)
            {
                found.Add(e.Diagnostic.Rule, e.Diagnostic.Location, e.Diagnostic.Message);
            }
        }

        return known;
    }

    private Champion? FindChampion(StepCheck check) =>
        check.Downstream.Select(step => step.Kind.Registers(step.Spec)).FirstOrDefault(model => model is not null) is { } model ? findChampion(model) : null;

    // null where there are none
    private string? HashNamedFiles(StepCheck check)
    {
        var files = check.NamedFiles().Order(StringComparer.Ordinal)
            .Select((path, place) => (place.ToString(CultureInfo.InvariantCulture), File.Exists(path) ? hashes.Of(path) : "missing"))
            .ToList();
        return files.Count == 0 ? null : ContentHash.OfFiles(files);
    }

    private static void CheckInputsExist(StepCheck check, DiagnosticBag found)
    {
        foreach (var input in check.Step.Kind.Inputs(check.Step.Spec).Where(input => !RemoteAddress.IsOne(input)))
        {
            var full = check.FullPath(input);
            if (!Path.Exists(full))
            {
                found.Add(Rules.MissingInput, input.Location, $"step '{check.Step.Name}' reads '{input}', and there is no such file or folder{Hint(full)}");
            }
        }
    }

    private static string Hint(string full)
    {
        var folder = Path.GetDirectoryName(full);
        return Directory.Exists(folder)
            ? Spelling.Hint(Path.GetFileName(full), Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)))
            : $"; not even its folder is there";
    }
}
