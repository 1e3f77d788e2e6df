using MlOps.Running;
using MlOps.Tests.Spec;

namespace MlOps.Tests.Running;

public sealed class CheckpointFolderTests : IDisposable
{
    private const string Pipeline = "name: demo\nsteps:\n  a: { uses: write, text: x }\n";

    private readonly RunBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task What_a_stopped_step_kept_is_there_for_the_next_and_gone_when_it_is_done()
    {
        using var stop = new CancellationTokenSource();
        var stopped = await _bench.Run(
            Pipeline,
            new WriteStep(context =>
            {
                _ = Directory.CreateDirectory(context.CheckpointFolder!);
                File.WriteAllText(Path.Combine(context.CheckpointFolder!, "half"), "so far");
                stop.Cancel();
            }),
            ct: stop.Token);

        string? found = null;
        string? folder = null;
        var next = await _bench.Run(Pipeline, new WriteStep(context =>
        {
            folder = context.CheckpointFolder!;
            found = File.ReadAllText(Path.Combine(folder, "half"));
        }));

        Assert.Equal((Verdict.Cancelled, Verdict.Passed), (stopped.Verdict, next.Verdict));
        Assert.Equal("so far", found);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_forced_step_begins_anew()
    {
        var first = await _bench.Run(Pipeline, new WriteStep());
        var kept = Directory.CreateDirectory(new StepCache(_bench.State.Cache).CheckpointsOf(first.Steps[0].Fingerprint)).FullName;
        var seen = true;

        _ = await _bench.Run(Pipeline, new WriteStep(_ => seen = Directory.Exists(kept)), forced: "a");

        Assert.False(seen);
    }

    [Fact]
    public async Task Checkpoints_that_a_kill_left_beside_a_finished_output_are_removed_and_others_stay()
    {
        var first = await _bench.Run(Pipeline, new WriteStep());
        var cache = new StepCache(_bench.State.Cache);
        var finished = Directory.CreateDirectory(cache.CheckpointsOf(first.Steps[0].Fingerprint)).FullName;
        var waiting = Directory.CreateDirectory(cache.CheckpointsOf("0123")).FullName;

        cache.RemoveUnfinished();

        Assert.Equal((false, true), (Directory.Exists(finished), Directory.Exists(waiting)));
        Assert.Equal(["0123"], cache.AllCheckpoints().Select(kept => kept.Fingerprint));
    }
}
