using System.Diagnostics;

namespace MlOps.EndToEnd.Tests;

/// <summary>A run that is killed leaves nothing that the next run trips over.</summary>
public sealed class KillTests(InstalledTool tool)
{
    private const int MomentsOfAStep = 20;

    [Theory]
    [InlineData(null, "prepare")]
    [InlineData("prepare", "train")]
    [InlineData("train", "judge")]
    [InlineData("judge", "publish")]
    public async Task A_run_killed_at_any_moment_of_a_step_is_finished_rightly_by_the_next(string? before, string step)
    {
        using var workspace = new Workspace(tool);
        var state = workspace.File(".mlops");
        _ = Directory.CreateDirectory(state);
        if (before is not null)
        {
            var prepared = await workspace.MlOpsAsync("run", "--until", before);
            Assert.True(prepared.ExitCode == 0, prepared.ToString());
        }

        var start = workspace.File("state-before");
        StateCopy.Mirror(state, start);
        var clock = Stopwatch.StartNew();
        var undisturbed = await workspace.MlOpsAsync("run", "--until", step);
        var duration = clock.Elapsed;
        Assert.True(undisturbed.ExitCode == 0, undisturbed.ToString());
        _ = await workspace.MlOpsAsync("run");
        var expected = RegisteredModel.OnlyVersion(state);

        foreach (var seed in LongTests.Seeds(MomentsOfAStep, first: step.Length))
        {
            StateCopy.Mirror(start, state);
            var moment = duration * new Random(seed).NextDouble();
            using var execution = workspace.Start("run", "--until", step);
            _ = await execution.KillAsync(moment);

            var next = await workspace.MlOpsAsync("run");

            Assert.True(next.ExitCode == 0, $"killed after {moment.TotalMilliseconds:F0} ms (seed {seed}): {next}");
            Assert.Equal(expected, RegisteredModel.OnlyVersion(state));
            Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(state, "cache")), path => Path.HasExtension(path));
        }
    }
}
