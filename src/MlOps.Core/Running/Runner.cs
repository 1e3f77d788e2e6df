using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Registry;
using MlOps.Spec;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>
/// Runs a plan: a step starts when those before it have ended, and steps that do not depend on each other run side by side.
/// A step whose output is there is reused. After a failed step the others that do not depend on it still end; the rest is skipped.
/// </summary>
/// <param name="planner">Plans each step once more when those before it have run.</param>
/// <param name="cache">Keeps the outputs.</param>
/// <param name="log">Receives what is measured.</param>
/// <param name="run">The run.</param>
/// <param name="models">The models that were registered before.</param>
/// <param name="events">Receives what happens, from any thread.</param>
/// <param name="time">The clock.</param>
public sealed class Runner(Planner planner, StepCache cache, RunLog log, RunIdentity run, ModelSource models, IProgress<RunEvent> events, TimeProvider time) : IDisposable
{
    // one at a time: a step that computes takes all cores, and the generator of chance in libtorch is one for the process
    private readonly SemaphoreSlim _computing = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PlannedStep> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ran = new(StringComparer.Ordinal);
    private volatile string? _failed;

    /// <summary>Runs every step of a plan.</summary>
    /// <param name="plan">The steps in running order.</param>
    /// <param name="pipelineFolder">Full path of the folder that the pipeline's paths are relative to.</param>
    /// <param name="seed">The pipeline's seed.</param>
    /// <param name="forced">Names of steps that run even when their output is there.</param>
    /// <param name="ct">Stops the run.</param>
    /// <returns>What became of each step, in the order of the plan.</returns>
    public async Task<IReadOnlyList<StepRun>> RunAsync(
        IReadOnlyList<PlannedStep> plan, string pipelineFolder, int seed, IReadOnlySet<string> forced, CancellationToken ct)
    {
        var running = new Dictionary<string, Task<StepRun>>(StringComparer.Ordinal);
        foreach (var step in plan)
        {
            Task<StepRun>[] before = [.. step.Check.Step.Needs.Select(need => need.Value).Distinct().Select(need => running[need])];
            running[step.Name] = RunWhenReadyAsync(step, before, pipelineFolder, seed, forced, ct);
        }

        return await Task.WhenAll(plan.Select(step => running[step.Name]));
    }

    /// <inheritdoc/>
    public void Dispose() => _computing.Dispose();

    private async Task<StepRun> RunWhenReadyAsync(
        PlannedStep step, Task<StepRun>[] before, string pipelineFolder, int seed, IReadOnlySet<string> forced, CancellationToken ct)
    {
        var needs = await Task.WhenAll(before);
        var stopped = needs.FirstOrDefault(need => need.Status is not (StepStatus.Ran or StepStatus.Reused));
        var ended = stopped is not null ? Skip(step, stopped)
            : ct.IsCancellationRequested ? Outcome(step, StepStatus.Cancelled)
            : _failed is { } failed ? Outcome(step, StepStatus.Skipped) with { SkippedFor = failed }
            : await RunOrReuseAsync(step, pipelineFolder, seed, forced, ct);
        events.Report(new RunEvent.Ended(ended));
        return ended;
    }

    private async Task<StepRun> RunOrReuseAsync(PlannedStep step, string pipelineFolder, int seed, IReadOnlySet<string> forced, CancellationToken ct)
    {
        PlannedStep planned;
        lock (_gate)
        {
            // where nothing ran before it, the plan stands
            planned = step.Kept is not null && !step.Check.Upstream.Any(needed => _ran.Contains(needed.Name))
                ? step
                : planner.PlanStep(step.Check, _done, forced);
        }

        if (planned.Kept is { } kept)
        {
            Done(planned, kept);
            return Outcome(planned, StepStatus.Reused) with { Result = step.Check.Step.Kind.Relocate(step.Check.Step, kept.Result) };
        }

        var started = time.GetTimestamp();
        try
        {
            if (forced.Contains(step.Name))
            {
                cache.RemoveCheckpoints(planned.Fingerprint.Sha256);
            }

            var output = await RunStepAsync(planned, Context(planned, pipelineFolder, seed), forced, started, ct);
            Done(planned, output, ran: true);
            return Outcome(planned, StepStatus.Ran) with { Result = output.Result, Seconds = Seconds(started) };
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Outcome(planned, StepStatus.Cancelled) with { Seconds = Seconds(started) };
        }
        catch (MlOpsException e)
        {
            return Fail(planned, e.Diagnostic, started);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(planned, new(Rules.CannotWrite, step.Check.Step.Location, $"step '{step.Name}' could not read or write a file: {e.Message}"), started);
        }
    }

    private async Task<StepOutput> RunStepAsync(PlannedStep planned, StepContext context, IReadOnlySet<string> forced, long started, CancellationToken ct)
    {
        var step = planned.Check.Step;
        if (step.Kind.TakesAllCores)
        {
            await _computing.WaitAsync(ct);
        }

        try
        {
            events.Report(new RunEvent.Started(planned.Name, step.Kind.Kind));
            var restored = step.Kind.Trains && !forced.Contains(planned.Name) ? Restore(planned, context, ct) : null;
            var result = restored ?? await Task.Run(() => RunWithModelsAsync(step, context, ct), ct);
            log.Write(planned.Name, result);
            return cache.Keep(planned, result, Seconds(started));
        }
        finally
        {
            if (step.Kind.TakesAllCores)
            {
                _ = _computing.Release();
            }
        }
    }

    private async Task<StepResult> RunWithModelsAsync(PipelineStep step, StepContext context, CancellationToken ct)
    {
        foreach (var found in context.Bases.Values)
        {
            await found.FetchAsync(context.Progress, ct);
        }

        if (context.Champion is { } champion)
        {
            models.Fetch(champion, ct);
        }

        return await step.Kind.RunAsync(step.Spec, context, ct);
    }

    // a model that was trained before is taken as it is, wherever that was; the test rows and gates of this run judge it
    private StepResult? Restore(PlannedStep planned, StepContext context, CancellationToken ct)
    {
        var model = planned.Check.Downstream.Select(step => step.Kind.Registers(step.Spec)).FirstOrDefault(name => name is not null);
        if (model is null || models.Restore(model, planned.Fingerprint.Sha256, Path.Combine(context.OutputFolder, Step.ModelFolder), ct) is not { } trained)
        {
            return null;
        }

        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"step '{planned.Name}' was not run: version {trained.Version} of '{model}', from run {trained.Run}, has the same data, settings and base");
        return trained.Result with { Diagnostics = [new(Rules.TrainedBefore, context.Location, message)] };
    }

    private StepContext Context(PlannedStep planned, string pipelineFolder, int seed)
    {
        StepOutput[] upstream;
        lock (_gate)
        {
            upstream = [.. planned.Check.Upstream.Select(step => _done[step.Name].Kept! with { Spec = step.Spec })];
        }

        return new()
        {
            Name = planned.Name,
            Location = planned.Check.Step.Location,
            PipelineFolder = pipelineFolder,
            OutputFolder = cache.Begin(planned.Fingerprint.Sha256),
            CheckpointFolder = cache.CheckpointsOf(planned.Fingerprint.Sha256),
            Upstream = upstream,
            Seed = seed,
            Compute = planned.Compute,
            Run = run,
            Champion = planned.Champion,
            Bases = planned.Check.Bases,
            Remote = planned.Check.Remote,
            Progress = new StepReporter(planned.Name, log, events),
            Time = time,
        };
    }

    private void Done(PlannedStep planned, StepOutput output, bool ran = false)
    {
        lock (_gate)
        {
            if (ran)
            {
                _ = _ran.Add(planned.Name);
            }

            _done[planned.Name] = planned with { Kept = output };
        }
    }

    private StepRun Fail(PlannedStep step, Diagnostic failure, long started)
    {
        _failed ??= step.Name;
        return Outcome(step, StepStatus.Failed) with { Failure = failure, Seconds = Seconds(started) };
    }

    private static StepRun Skip(PlannedStep step, StepRun stopped) => stopped.Status == StepStatus.Cancelled
        ? Outcome(step, StepStatus.Cancelled)
        : Outcome(step, StepStatus.Skipped) with { SkippedFor = stopped.SkippedFor ?? stopped.Name };

    private static StepRun Outcome(PlannedStep step, StepStatus status) => new(
        step.Name, step.Check.Step.Kind.Kind, step.Check.Step.Location, status, step.Fingerprint.Sha256, 0, null, null, null);

    private double Seconds(long started) => time.GetElapsedTime(started).TotalSeconds;
}
