using System.Text.Json;
using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Remote;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>Takes a pipeline from its spec to a <see cref="RunResult"/>: lock, plan, run, record.</summary>
/// <param name="pipeline">The pipeline, read without an error.</param>
/// <param name="checks">Its steps among their neighbours, in running order.</param>
/// <param name="options">What the run was asked for.</param>
/// <param name="state">Where outputs and records are kept.</param>
/// <param name="machine">What was found on the machine.</param>
/// <param name="models">The models that were registered before.</param>
/// <param name="bases">Finds base models.</param>
/// <param name="remote">Fetches what inputs name by an address.</param>
/// <param name="time">The clock.</param>
public sealed class PipelineRun(
    PipelineSpec pipeline,
    IReadOnlyList<StepCheck> checks,
    RunOptions options,
    StateFolder state,
    MachineFacts machine,
    ModelSource models,
    BaseModels bases,
    RemoteInputs remote,
    TimeProvider time)
{
    private readonly StepCache _cache = new(state.Cache);

    /// <summary>Plans without running or writing anything.</summary>
    /// <param name="found">Receives missing inputs and devices.</param>
    public IReadOnlyList<PlannedStep> Plan(DiagnosticBag found) =>
        Planner("plan", new(state.Hashes, time)).Plan(Asked(), options.Forced, found, CancellationToken.None);

    /// <summary>Runs the pipeline.</summary>
    /// <param name="events">Receives what happens, from any thread.</param>
    /// <param name="found">Receives missing inputs and devices; with an error among them nothing runs.</param>
    /// <param name="ct">Stops the run.</param>
    /// <returns>What the run did, kept in its folder by now; null when nothing ran.</returns>
    public async Task<RunResult?> ExecuteAsync(IProgress<RunEvent> events, DiagnosticBag found, CancellationToken ct)
    {
        state.Create();
        using var held = await StateLock.TakeAsync(state, () => events.Report(new RunEvent.Waiting()), time, ct);
        _cache.RemoveUnfinished();
        var (started, clock) = (time.GetUtcNow(), time.GetTimestamp());
        var id = RunIdentity.IdAt(started);
        var hashes = new FileHashes(state.Hashes, time);
        var planner = Planner(id, hashes);
        var plan = planner.Plan(Asked(), options.Forced, found, ct);
        if (found.HasErrors)
        {
            return null;
        }

        hashes.Save();
        _ = Directory.CreateDirectory(state.Run(id));
        events.Report(new RunEvent.Begun(id));
        using var log = new RunLog(id, state.Run(id), [.. plan.Select(step => step.Check.Step)], pipeline.Seed, time);
        using var runner = new Runner(planner, _cache, log, Identity(id), models, events, time);
        var steps = await runner.RunAsync(plan, pipeline.Folder, pipeline.Seed, options.Forced, ct);
        var result = new RunResult
        {
            Id = id,
            Pipeline = pipeline.Name,
            File = pipeline.File,
            Profile = pipeline.Profile,
            Seed = pipeline.Seed,
            Started = started,
            Seconds = time.GetElapsedTime(clock).TotalSeconds,
            Verdict = VerdictOf(steps),
            Steps = [.. checks.Select(check => steps.FirstOrDefault(step => step.Name == check.Step.Name) ?? NotAsked(check.Step))],
            Environment = machine.Describe(),
            GateReview = options.GateReview,
        };
        log.End(result.Verdict);
        new RunRecords(state).Keep(result);
        return result;
    }

    private static Verdict VerdictOf(IReadOnlyList<StepRun> steps) =>
        steps.Any(step => step.Status == StepStatus.Failed) ? Verdict.Failed
        : steps.Any(step => step.Status == StepStatus.Cancelled) ? Verdict.Cancelled
        : steps.Any(step => step.Result?.Evaluation is { Passed: false }) ? Verdict.GateNotMet
        : Verdict.Passed;

    private static StepRun NotAsked(PipelineStep step) =>
        new(step.Name, step.Kind.Kind, step.Location, StepStatus.NotAsked, "", 0, null, null, null);

    private IReadOnlyList<StepCheck> Asked()
    {
        if (options.Until is not { } until)
        {
            return checks;
        }

        var last = checks.First(check => check.Step.Name == until);
        return [.. checks.Where(check => check == last || last.Upstream.Contains(check.Step))];
    }

    private Planner Planner(string id, FileHashes hashes) =>
        new(pipeline, Identity(id), new DeviceProbe(machine), hashes, _cache, bases, remote, models.FindChampion);

    private RunIdentity Identity(string id) =>
        new(id, pipeline.Name, options.User, options.IsContinuousIntegration, options.AcceptedChampionLoss) { Unmerged = options.Unmerged, MayRegister = options.MayRegister };
}
