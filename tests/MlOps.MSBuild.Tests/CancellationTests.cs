using System.Diagnostics;
using Microsoft.Build.Framework;

namespace MlOps.MSBuild.Tests;

public sealed class CancellationTests : IDisposable
{
    private readonly TaskBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_that_is_cancelled_ends_in_order()
    {
        var task = _bench.Task($"trap 'echo in order > \"{_bench.File("end")}\"; exit 130' TERM\necho started >&2\nwhile :; do sleep 0.05; done");
        var run = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        await _bench.Log.Started;

        task.Cancel();

        Assert.False(await run);
        Assert.Equal("in order\n", await File.ReadAllTextAsync(_bench.File("end"), TestContext.Current.CancellationToken));
        Assert.Empty(_bench.Log.Errors);
        Assert.Contains("the run was cancelled; the next one goes on where it stopped", _bench.Log.Messages(MessageImportance.High));
    }

    [Fact]
    public async Task A_tool_that_does_not_end_is_killed_with_all_that_it_started()
    {
        var task = _bench.Task($"trap '' TERM\nsleep 600 & echo $! > '{_bench.File("child")}'\necho started >&2\nwhile :; do sleep 0.05; done");
        task.GraceSeconds = 1;
        var run = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        await _bench.Log.Started;
        using var child = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_bench.File("child"), TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));

        task.Cancel();

        Assert.False(await run);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_bench.Log.Errors);
    }

    [Fact]
    public void A_task_that_is_cancelled_before_it_starts_does_not_fail()
    {
        var task = _bench.Task("exit 0");

        task.Cancel();
        task.Cancel();

        Assert.Empty(_bench.Log.Errors);
    }
}
