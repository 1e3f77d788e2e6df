using System.Text;
using System.Text.Json;

namespace MlOps.EndToEnd.Tests;

/// <summary>What other programs read of a run, and what nobody may read.</summary>
public sealed class OutputTests(InstalledTool tool)
{
    [Fact]
    public async Task Json_output_is_one_document_that_holds_results_and_diagnostics()
    {
        using var workspace = new Workspace(tool, gate: "accuracy >= 1.01");

        var run = await workspace.MlOpsAsync("run", "--output", "json");

        Assert.True(run.ExitCode == 1, run.ToString());
        using var document = JsonDocument.Parse(run.Output);
        Assert.Contains("MLOPS4001", document.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("\"steps\"", document.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_output_is_one_document_for_a_pipeline_that_cannot_be_read_too()
    {
        using var workspace = new Workspace(tool);
        workspace.Edit("epochs: 1", "epochs: many");

        var run = await workspace.MlOpsAsync("run", "--output", "json");

        Assert.True(run.ExitCode == 2, run.ToString());
        using var document = JsonDocument.Parse(run.Output);
        Assert.Contains("MLOPS1003", document.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitHub_gets_the_report_as_the_summary_of_the_job()
    {
        using var workspace = new Workspace(tool);
        var github = new Dictionary<string, string>
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_STEP_SUMMARY"] = workspace.Write("summary.md", "what another step wrote\n"),
        };

        var run = await workspace.MlOpsAsync(github, "run");

        Assert.True(run.ExitCode == 0, run.ToString());
        var summary = await File.ReadAllTextAsync(workspace.File("summary.md"), TestContext.Current.CancellationToken);
        Assert.StartsWith("what another step wrote\n", summary, StringComparison.Ordinal);
        Assert.Contains("accuracy >= 0.5", summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_environment_is_printed_and_written_nowhere()
    {
        const string secret = "hush-4711";
        using var workspace = new Workspace(tool);
        File.Move(workspace.File("messages.jsonl"), workspace.File($"{secret}.jsonl"));
        workspace.Edit("data: messages.jsonl", "data: ${{ env.MESSAGES }}");
        var environment = new Dictionary<string, string> { ["MESSAGES"] = $"{secret}.jsonl" };

        var run = await workspace.MlOpsAsync(environment, "run");
        var explained = await workspace.MlOpsAsync(environment, "explain", "prepare");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(explained.ExitCode == 0, explained.ToString());
        Assert.DoesNotContain(secret, $"{run}{explained}", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(secret);
        Assert.All(
            Directory.EnumerateFiles(workspace.File(".mlops"), "*", SearchOption.AllDirectories),
            file => Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(bytes) < 0, $"{file} holds it"));
    }
}
