namespace MlOps.EndToEnd.Tests;

/// <summary>A run of which nothing has changed.</summary>
public sealed class SecondRunTests(InstalledTool tool)
{
    [Fact]
    public async Task An_unchanged_pipeline_is_reused_without_loading_libtorch_or_ONNX_Runtime()
    {
        using var workspace = new Workspace(tool);

        var first = await LibrariesLoadedBy(workspace);
        Assert.Equal("Ran Ran Ran Ran", RunRecord.Summary(workspace.Path));
        var second = await LibrariesLoadedBy(workspace);

        _ = Assert.Single(Directory.GetDirectories(workspace.File(".mlops/runs"))); // it was not even a run
        string[] heavy = ["libtorch", "libonnxruntime"];
        Assert.All(heavy, name => Assert.Contains(first, file => file.StartsWith(name, StringComparison.Ordinal)));
        Assert.All(heavy, name => Assert.DoesNotContain(second, file => file.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_changed_setting_runs_its_step_and_those_after_it_again()
    {
        using var workspace = new Workspace(tool);
        _ = await workspace.MlOpsAsync("run");
        workspace.Edit("learning-rate: 5.0e-4", "learning-rate: 4.0e-4");

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("Reused Ran Ran Ran", RunRecord.Summary(workspace.Path));
    }

    [Fact]
    public async Task A_touched_file_of_the_same_content_changes_nothing()
    {
        using var workspace = new Workspace(tool);
        _ = await workspace.MlOpsAsync("run");
        File.SetLastWriteTimeUtc(workspace.File("messages.jsonl"), DateTime.UtcNow.AddHours(-1));

        _ = await workspace.MlOpsAsync("run");

        Assert.Equal("Reused Reused Reused Reused", RunRecord.Summary(workspace.Path));
    }

    [Fact]
    public async Task A_changed_row_runs_everything_again()
    {
        using var workspace = new Workspace(tool);
        _ = await workspace.MlOpsAsync("run");
        File.AppendAllText(workspace.File("messages.jsonl"), """{"text":"one more message for you","label":"ham","source":"a"}""" + "\n");

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("Ran Ran Ran Ran", RunRecord.Summary(workspace.Path));
    }

    // glibc's dynamic linker writes down every library that the process loads
    private static async Task<string[]> LibrariesLoadedBy(Workspace workspace)
    {
        var log = workspace.File("loaded.txt");
        var linker = new Dictionary<string, string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = log };
        var run = await workspace.MlOpsAsync(linker, "run");
        Assert.True(run.ExitCode == 0, run.ToString());

        var logs = Directory.GetFiles(workspace.Path, "loaded.txt.*");
        var loaded = logs.SelectMany(File.ReadLines)
            .Where(line => line.Contains("generating link map", StringComparison.Ordinal))
            .Select(line => Path.GetFileName(line.Split("file=")[1].Split(' ')[0]))
            .ToArray();
        Array.ForEach(logs, File.Delete);
        Assert.Contains("libcoreclr.so", loaded);
        return loaded;
    }
}
