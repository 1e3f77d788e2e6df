using System.Diagnostics;
using System.Text.Json;

namespace MlOps.EndToEnd.Tests;

/// <summary>A training that is interrupted goes on from its last checkpoint, and gives the model that it would have given.</summary>
public sealed class ResumeTests(InstalledTool tool)
{
    private const int Moments = 50;

    [Fact]
    public async Task A_training_killed_at_any_moment_goes_on_from_its_last_checkpoint_and_gives_the_same_model()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: 3\n    checkpoint: { every: 3 steps }\n    ema: 0.99");
        var state = workspace.File(".mlops");
        var prepared = await workspace.MlOpsAsync("run", "--until", "prepare");
        Assert.True(prepared.ExitCode == 0, prepared.ToString());
        var start = workspace.File("state-before");
        StateCopy.Mirror(state, start);
        var clock = Stopwatch.StartNew();
        var undisturbed = await workspace.MlOpsAsync("run", "--until", "train");
        var duration = clock.Elapsed;
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        Assert.Empty(Checkpoints(state));
        _ = await workspace.MlOpsAsync("run");
        var expected = RegisteredModel.OnlyVersion(state);

        foreach (var seed in LongTests.Seeds(Moments, first: 0))
        {
            StateCopy.Mirror(start, state);
            var moment = duration * new Random(seed).NextDouble();
            using var execution = workspace.Start("run", "--until", "train");
            _ = await execution.KillAsync(moment);
            var kept = Checkpoints(state);

            var next = await workspace.MlOpsAsync("run");

            var when = $"killed after {moment.TotalMilliseconds:F0} ms (seed {seed}), with {kept.Count} checkpoints: {next}";
            Assert.True(next.ExitCode == 0, when);
            Assert.True(expected.AsSpan().SequenceEqual(RegisteredModel.OnlyVersion(state)), when);
            Assert.True(kept.Count == 0 || WentOn(state), when);
            Assert.Empty(Checkpoints(state));
        }
    }

    [Fact]
    public async Task A_training_that_is_stopped_keeps_a_last_checkpoint_and_goes_on_from_there()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: 60\n    checkpoint: { every: 1000000 steps }");
        var state = workspace.File(".mlops");
        using var watcher = new FileSystemWatcher(Directory.CreateDirectory(Path.Combine(state, "runs")).FullName, "metrics.jsonl") { IncludeSubdirectories = true };
        var measured = new TaskCompletionSource();
        watcher.Created += (_, _) => measured.TrySetResult();
        watcher.Changed += (_, _) => measured.TrySetResult(); // where the first line was quicker than the watch on its folder
        watcher.EnableRaisingEvents = true;
        using var execution = workspace.Start("run");
        _ = await Task.WhenAny(measured.Task, execution.EndAsync());

        await execution.TerminateAsync();
        var stopped = await execution.EndAsync();
        var kept = Checkpoints(state);
        var next = await workspace.MlOpsAsync("run");
        var resumed = RegisteredModel.OnlyVersion(state);
        Directory.Delete(state, recursive: true);
        _ = await workspace.MlOpsAsync("run");

        Assert.True(stopped.ExitCode == 130, stopped.ToString());
        _ = Assert.Single(kept);
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.True(RegisteredModel.OnlyVersion(state).AsSpan().SequenceEqual(resumed), "the stopped training gave another model");
    }

    private static IReadOnlyList<string> Checkpoints(string state) =>
    [
        .. Directory.GetDirectories(Path.Combine(state, "cache"), "*.checkpoints")
            .SelectMany(Directory.GetDirectories).Where(path => !Path.GetFileName(path).StartsWith('.')),
    ];

    // where the latest run says so, or found that the killed one had come to the end
    private static bool WentOn(string state)
    {
        var run = Directory.GetDirectories(Path.Combine(state, "runs")).Order(StringComparer.Ordinal).Last();
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        var train = record.RootElement.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("name").GetString() == "train");
        return train.GetProperty("status").GetString() == "Reused"
            || train.GetProperty("result").GetProperty("training").GetProperty("notes").EnumerateArray()
                .Any(note => note.GetString()!.StartsWith("training went on from the checkpoint of step", StringComparison.Ordinal));
    }
}
