namespace MlOps.EndToEnd.Tests;

/// <summary>What the exit code says, which is all that a build server looks at.</summary>
public sealed class ExitCodeTests(InstalledTool tool)
{
    [Fact]
    public async Task A_gate_that_is_not_met_ends_with_1_and_leaves_the_version_out_of_Production()
    {
        using var workspace = new Workspace(tool, gate: "accuracy >= 1.01");

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("MLOPS4001", run.Output, StringComparison.Ordinal);
        var models = await workspace.MlOpsAsync("models", "show", "messages");
        Assert.DoesNotContain("Production", models.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_is_not_met_ends_with_1_again_when_nothing_has_changed()
    {
        using var workspace = new Workspace(tool, gate: "accuracy >= 1.01");
        _ = await workspace.MlOpsAsync("run");

        var again = await workspace.MlOpsAsync("run");

        Assert.True(again.ExitCode == 1, again.ToString());
        _ = Assert.Single(Directory.GetDirectories(workspace.File(".mlops/runs"))); // it was not even a run
    }

    [Fact]
    public async Task Every_mistake_of_the_file_is_printed_on_its_line_and_ends_with_2()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: 0");
        workspace.Edit("batch-size: 16", "batch-sise: 16");
        workspace.Edit("metrics: [accuracy, f1]", "metrics: [acuracy, f1]");

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains("pipeline.yml(17,13): error MLOPS1003", run.Output, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml(18,5): error MLOPS1001", run.Output, StringComparison.Ordinal);
        Assert.Contains("'batch-size'", run.Output, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml(24,15): error MLOPS1010", run.Output, StringComparison.Ordinal);
        Assert.Contains("'accuracy'", run.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.File(".mlops/cache")), "nothing was to run");
    }

    [Theory]
    [InlineData("run", "no-such-file.yml")]
    [InlineData("run", "--no-such-option")]
    [InlineData("run", "--until", "no-such-step")]
    [InlineData("no-such-command")]
    public async Task Wrong_use_ends_with_2(params string[] arguments)
    {
        using var workspace = new Workspace(tool);

        var run = await workspace.MlOpsAsync(arguments);

        Assert.True(run.ExitCode == 2, run.ToString());
    }

    [Fact]
    public async Task A_failed_step_ends_with_3_and_names_the_steps_left_out()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit(
            "  train:\n    uses: fine-tune\n    needs: prepare\n",
            "  refuse:\n    uses: command\n    needs: prepare\n    run: [\"false\"]\n  train:\n    uses: fine-tune\n    needs: [prepare, refuse]\n");

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 3, run.ToString());
        Assert.Equal("Ran Failed Skipped Skipped Skipped", RunRecord.Summary(workspace.Path));
        Assert.Contains("train: skipped, because 'refuse' failed", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_a_run_ends_with_130_and_the_next_run_goes_on()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: 200");
        using var execution = workspace.Start("run");
        await execution.SaysAsync("train: fine-tune");

        await execution.TerminateAsync();
        var ended = await execution.EndAsync();

        Assert.True(ended.ExitCode == 130, ended.ToString());
        workspace.Edit("epochs: 200", "epochs: 1");
        var next = await workspace.MlOpsAsync("run");
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Equal("Reused Ran Ran Ran", RunRecord.Summary(workspace.Path));
    }
}
