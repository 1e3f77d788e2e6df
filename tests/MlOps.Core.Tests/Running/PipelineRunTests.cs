using MlOps.Diagnostics;
using MlOps.Running;
using MlOps.Tests.Spec;

namespace MlOps.Tests.Running;

public sealed class PipelineRunTests : IDisposable
{
    private const string Chain = "name: demo\nsteps:\n  a: { uses: write, text: x, files: in.txt }\n  b: { uses: write, text: y, needs: a }\n  c: { uses: write, text: z }\n";

    private readonly RunBench _bench = new();

    public PipelineRunTests() => _bench.Write("in.txt", "first");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task An_unchanged_pipeline_runs_nothing_the_second_time()
    {
        var step = new WriteStep();

        var first = await _bench.Run(Chain, step);
        var second = await _bench.Run(Chain, step);

        Assert.Equal([StepStatus.Ran, StepStatus.Ran, StepStatus.Ran], first.Steps.Select(run => run.Status));
        Assert.Equal([StepStatus.Reused, StepStatus.Reused, StepStatus.Reused], second.Steps.Select(run => run.Status));
        Assert.Equal(3, step.Runs);
        Assert.Equal(first.Steps.Select(run => run.Fingerprint), second.Steps.Select(run => run.Fingerprint));
        Assert.Equal(1, second.Steps[0].Result!.Metrics["times"]);
    }

    [Fact]
    public async Task A_changed_input_runs_its_step_and_those_that_need_it_and_no_other()
    {
        var step = new WriteStep();
        _ = await _bench.Run(Chain, step);
        _bench.Write("in.txt", "other");

        var again = await _bench.Run(Chain, step);

        Assert.Equal([StepStatus.Ran, StepStatus.Ran, StepStatus.Reused], again.Steps.Select(run => run.Status));
    }

    [Fact]
    public async Task A_changed_file_that_an_input_names_runs_the_step()
    {
        var step = new WriteStep();
        const string Listed = "name: demo\nsteps:\n  a: { uses: write, text: x, files: in.list }\n";
        _ = _bench.Write("in.list", "in.txt\ngone.txt\n");
        _ = await _bench.Run(Listed, step);

        var unchanged = await _bench.Run(Listed, step);
        _ = _bench.Write("in.txt", "other");
        var changed = await _bench.Run(Listed, step);
        _ = _bench.Write("gone.txt", "there");
        var found = await _bench.Run(Listed, step);

        Assert.Equal(
            [StepStatus.Reused, StepStatus.Ran, StepStatus.Ran],
            ((RunResult[])[unchanged, changed, found]).Select(run => run.Steps[0].Status));
    }

    [Fact]
    public async Task A_change_back_finds_the_first_output_again()
    {
        var step = new WriteStep();
        _ = await _bench.Run(Chain, step);
        _ = await _bench.Run(Chain.Replace("text: x", "text: xx", StringComparison.Ordinal), step);

        var back = await _bench.Run(Chain, step);

        Assert.All(back.Steps, run => Assert.Equal(StepStatus.Reused, run.Status));
    }

    [Fact]
    public async Task A_comment_or_another_form_of_the_same_value_changes_nothing()
    {
        var step = new WriteStep();
        _ = await _bench.Run(Chain, step);

        var again = await _bench.Run("# a comment\n" + Chain.Replace("text: y", "share: 5.0e-1, text: \"y\"", StringComparison.Ordinal), step);

        Assert.All(again.Steps, run => Assert.Equal(StepStatus.Reused, run.Status));
    }

    [Fact]
    public async Task A_forced_step_runs_though_its_output_is_there()
    {
        var step = new WriteStep();
        _ = await _bench.Run(Chain, step);

        var again = await _bench.Run(Chain, step, forced: "a");

        Assert.Equal([StepStatus.Ran, StepStatus.Reused, StepStatus.Reused], again.Steps.Select(run => run.Status));
    }

    [Fact]
    public async Task Until_runs_a_step_and_what_it_needs()
    {
        var again = await _bench.Run(Chain, new WriteStep(), until: "a");

        Assert.Equal([StepStatus.Ran, StepStatus.NotAsked, StepStatus.NotAsked], again.Steps.Select(run => run.Status));
    }

    [Fact]
    public async Task A_failed_step_skips_those_that_need_it_and_names_itself()
    {
        var step = new WriteStep(context =>
        {
            if (context.Name == "a")
            {
                throw new MlOpsException(Rules.BadData, context.Location, "no good");
            }
        });

        var run = await _bench.Run(Chain, step);

        Assert.Equal(Verdict.Failed, run.Verdict);
        Assert.Equal("pipeline.yml(3,3): error MLOPS2005: no good", run.Steps[0].Failure!.ToString());
        Assert.Equal((StepStatus.Skipped, "a"), (run.Steps[1].Status, run.Steps[1].SkippedFor));
    }

    [Fact]
    public async Task A_full_disk_is_a_failure_of_the_step_not_of_the_tool()
    {
        var step = new WriteStep(_ => throw new IOException("No space left on device"));

        var run = await _bench.Run(Chain, step, until: "c");

        Assert.Equal(Rules.CannotWrite, run.Steps[2].Failure!.Rule);
    }

    [Fact]
    public async Task A_cancelled_step_leaves_no_output_and_the_next_run_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var stopping = new WriteStep(context =>
        {
            if (context.Name == "b")
            {
                stop.Cancel();
            }
        });

        var stopped = await _bench.Run(Chain, stopping, until: "b", ct: stop.Token);
        var next = await _bench.Run(Chain, new WriteStep(), until: "b");

        Assert.Equal((StepStatus.Ran, StepStatus.Cancelled, Verdict.Cancelled), (stopped.Steps[0].Status, stopped.Steps[1].Status, stopped.Verdict));
        Assert.Equal((StepStatus.Reused, StepStatus.Ran), (next.Steps[0].Status, next.Steps[1].Status));
    }

    [Fact]
    public async Task A_missing_input_is_reported_with_the_nearest_name_before_anything_runs()
    {
        var step = new WriteStep();
        var run = _bench.Prepare(Chain.Replace("in.txt", "inn.txt", StringComparison.Ordinal), step);

        Assert.Null(await run.ExecuteAsync(new RunBench.Ignore(), _bench.Found, default));

        Assert.Equal(
            "pipeline.yml(3,37): error MLOPS2002: step 'a' reads 'inn.txt', and there is no such file or folder; did you mean 'in.txt'?",
            Assert.Single(_bench.Found.All).ToString());
        Assert.Equal(0, step.Runs);
    }

    [Fact]
    public async Task Cuda_that_is_not_there_is_reported_before_anything_runs()
    {
        var step = new WriteStep();
        var run = _bench.Prepare(Chain.Replace("text: z", "text: z, device: cuda", StringComparison.Ordinal), step);

        Assert.Null(await run.ExecuteAsync(new RunBench.Ignore(), _bench.Found, default));

        Assert.Equal(
            "pipeline.yml(5,3): error MLOPS8001: step 'c' asks for device: cuda, and no usable CUDA was found; looked for nothing",
            Assert.Single(_bench.Found.All).ToString());
        Assert.Equal(0, step.Runs);
    }

    [Fact]
    public async Task An_output_that_lost_a_file_is_made_again()
    {
        var step = new WriteStep();
        var first = await _bench.Run(Chain, step);
        File.Delete(Path.Combine(_bench.State.Cache, first.Steps[0].Fingerprint, "output", "out.txt"));

        var again = await _bench.Run(Chain, step);

        Assert.Equal([StepStatus.Ran, StepStatus.Reused, StepStatus.Reused], again.Steps.Select(run => run.Status));
    }

    [Fact]
    public async Task What_a_killed_run_left_half_done_is_removed_by_the_next()
    {
        var half = Directory.CreateDirectory(Path.Combine(_bench.State.Cache, "0123.unfinished", "output")).FullName;

        _ = await _bench.Run(Chain, new WriteStep());

        Assert.False(Directory.Exists(half));
    }

    [Fact]
    public async Task Two_runs_at_once_take_turns_and_the_second_reuses()
    {
        using var release = new ManualResetEventSlim();
        var (started, waiting) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new WriteStep(context =>
        {
            started.TrySetResult();
            release.Wait();
        });
        var first = Task.Run(() => _bench.Prepare(Chain, slow).ExecuteAsync(new RunBench.Ignore(), new(), default));
        await started.Task;

        var quick = new WriteStep();
        var second = _bench.Prepare(Chain, quick).ExecuteAsync(new OnWaiting(waiting), new(), default);
        await waiting.Task;
        release.Set();

        Assert.Equal(Verdict.Passed, (await first)!.Verdict);
        Assert.All((await second)!.Steps, run => Assert.Equal(StepStatus.Reused, run.Status));
        Assert.Equal(0, quick.Runs);
    }

    [Fact]
    public async Task A_record_reads_back_as_it_was_written()
    {
        var run = await _bench.Run(Chain, new WriteStep());

        var read = new RunRecords(_bench.State).Find(run.Id)!;

        Assert.Equal(run.Steps.Select(step => (step.Name, step.Status, step.Fingerprint, step.Location)), read.Steps.Select(step => (step.Name, step.Status, step.Fingerprint, step.Location)));
        Assert.Equal((run.Verdict, run.Started, run.Seed), (read.Verdict, read.Started, read.Seed));
        Assert.Null(new RunRecords(_bench.State).Find("../" + run.Id));
    }

    private sealed class OnWaiting(TaskCompletionSource waiting) : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
            if (value is RunEvent.Waiting)
            {
                _ = waiting.TrySetResult();
            }
        }
    }
}
