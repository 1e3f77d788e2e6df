using MlOps.Testing;

namespace MlOps.EndToEnd.Tests;

/// <summary>The packed tool in a folder that has nothing to do with this repository.</summary>
public sealed class FirstRunTests(InstalledTool tool)
{
    [Fact]
    public async Task The_installed_tool_runs_a_pipeline_to_a_model_in_Production()
    {
        using var workspace = new Workspace(tool);

        var run = await workspace.MlOpsAsync("run");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal("Ran Ran Ran Ran", RunRecord.Summary(workspace.Path));
        var model = Assert.Single(Directory.GetDirectories(workspace.File(".mlops/registry/models/messages")));
        Assert.Superset(
            new HashSet<string> { "model.onnx", "model.safetensors", "config.json", "model.json" },
            Directory.GetFiles(model).Select(Path.GetFileName).ToHashSet()!);
        var models = await workspace.MlOpsAsync("models");
        Assert.Contains("messages", models.Output, StringComparison.Ordinal);
        Assert.Contains("Production", models.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dotnet_finds_the_installed_tool_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var path = new Dictionary<string, string>
        {
            ["PATH"] = tool.Folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };

        var version = await Execution.RunAsync(folder.Path, "dotnet", ["mlops", "--version"], path);

        Assert.True(version.ExitCode == 0, version.ToString());
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }

    [Fact]
    public async Task Every_run_leaves_its_record_and_its_reports()
    {
        using var workspace = new Workspace(tool);

        _ = await workspace.MlOpsAsync("run");

        var run = Assert.Single(Directory.GetDirectories(workspace.File(".mlops/runs")));
        foreach (var file in (string[])["run.json", "metrics.jsonl", "report.md", "report.html"])
        {
            Assert.True(File.Exists(Path.Combine(run, file)), $"{file} is missing");
        }
    }
}
