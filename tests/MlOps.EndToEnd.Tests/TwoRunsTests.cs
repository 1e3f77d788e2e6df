namespace MlOps.EndToEnd.Tests;

/// <summary>Two runs in one folder, such as a person's and an editor's.</summary>
public sealed class TwoRunsTests(InstalledTool tool)
{
    [Fact]
    public async Task The_second_of_two_runs_waits_says_so_and_reuses_what_the_first_has_made()
    {
        using var workspace = new Workspace(tool);
        using var first = workspace.Start("run");
        await first.SaysAsync("prepare: preprocess");

        using var second = workspace.Start("run");
        await second.SaysAsync("waiting");
        var endOfFirst = await first.EndAsync();
        var endOfSecond = await second.EndAsync();

        Assert.True(endOfFirst.ExitCode == 0, endOfFirst.ToString());
        Assert.True(endOfSecond.ExitCode == 0, endOfSecond.ToString());
        Assert.Equal("Reused Reused Reused Reused", RunRecord.Summary(workspace.Path));
        _ = RegisteredModel.OnlyVersion(workspace.File(".mlops"));
    }

    [Fact]
    public async Task A_run_does_not_wait_for_one_that_was_killed()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: 200");
        using var killed = workspace.Start("run");
        await killed.SaysAsync("train: fine-tune");
        _ = await killed.KillAsync(TimeSpan.Zero);
        workspace.Edit("epochs: 200", "epochs: 1");

        var next = await workspace.MlOpsAsync("run");

        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.DoesNotContain("waiting", next.Error + next.Output, StringComparison.Ordinal);
    }
}
