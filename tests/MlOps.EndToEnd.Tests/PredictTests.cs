namespace MlOps.EndToEnd.Tests;

/// <summary>New rows and the model that a run has registered.</summary>
public sealed class PredictTests(InstalledTool tool)
{
    [Fact]
    public async Task Rows_are_predicted_by_the_model_in_Production_and_later_only_those_that_are_new()
    {
        using var workspace = new Workspace(tool);
        var run = await workspace.MlOpsAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
        _ = workspace.Write("new.jsonl", MessageRows.Jsonl(20, seed: 2));

        var first = await workspace.MlOpsAsync("predict", "messages@Production", "--input", "new.jsonl", "--output", "predicted.csv", "--only-new");
        _ = workspace.Write("new.jsonl", MessageRows.Jsonl(20, seed: 2) + MessageRows.Jsonl(5, seed: 3));
        var second = await workspace.MlOpsAsync("predict", "messages@Production", "--input", "new.jsonl", "--output", "predicted.csv", "--only-new");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.StartsWith("predicted 20 rows in ", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("predicted 5 rows in ", second.Output, StringComparison.Ordinal);
        Assert.EndsWith(", kept 20: predicted.csv\n", second.Output, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(workspace.File("predicted.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(26, lines.Length);
        Assert.EndsWith(",prediction,probability", lines[0], StringComparison.Ordinal);
    }
}
