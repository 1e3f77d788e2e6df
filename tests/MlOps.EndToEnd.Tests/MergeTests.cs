namespace MlOps.EndToEnd.Tests;

/// <summary>A pull request trains and is judged; what it registered gets its stage when it is merged. Two checkouts share one registry.</summary>
public sealed class MergeTests(InstalledTool tool)
{
    [Fact]
    public async Task The_candidate_of_a_pull_request_is_promoted_after_the_merge_without_being_trained_again()
    {
        using var pull = Checkout();
        using var main = Checkout();
        main.Edit($"registry: {main.File("registry")}", $"registry: {pull.File("registry")}");

        var tried = await pull.MlOpsAsync(PullRequest(pull, fork: false), "run");
        Assert.True(tried.ExitCode == 0, tried.ToString());
        Assert.Contains("messages version 1 is in None. It did not get the stage that the pipeline asks for: pull request 12 is not merged yet", tried.Output, StringComparison.Ordinal);

        var merged = await main.MlOpsAsync(Push(), "run");
        Assert.True(merged.ExitCode == 0, merged.ToString());
        Assert.Contains("MLOPS5008: step 'train' was not run: version 1 of 'messages', from run ", merged.Output, StringComparison.Ordinal);
        Assert.Contains("messages version 1 is in Production. Its content was registered before.", merged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_after_the_merge_is_trained_and_judged_again()
    {
        using var pull = Checkout();
        using var main = Checkout();
        main.Edit($"registry: {main.File("registry")}", $"registry: {pull.File("registry")}");
        main.Edit("learning-rate: 5.0e-4", "learning-rate: 4.0e-4");

        _ = await pull.MlOpsAsync(PullRequest(pull, fork: false), "run");
        var merged = await main.MlOpsAsync(Push(), "run");

        Assert.DoesNotContain("MLOPS5008", merged.Output, StringComparison.Ordinal);
        Assert.Contains("messages version 2 is in Production.", merged.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_request_of_a_stranger_registers_nothing()
    {
        using var pull = Checkout();

        var tried = await pull.MlOpsAsync(PullRequest(pull, fork: true), "run");

        Assert.True(tried.ExitCode == 0, tried.ToString());
        Assert.Contains("MLOPS5009: nothing is registered: pull request 12 comes from another repository", tried.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(pull.File("registry")));
    }

    private static Dictionary<string, string> Push() => new()
    {
        ["CI"] = "true",
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_EVENT_NAME"] = "push",
        ["GITHUB_REPOSITORY"] = "octo-org/mail",
        ["GITHUB_REF"] = "refs/heads/main",
        ["GITHUB_EVENT_PATH"] = "",
        ["GITHUB_TOKEN"] = "",
    };

    private static Dictionary<string, string> PullRequest(Workspace workspace, bool fork) => new(Push())
    {
        ["GITHUB_EVENT_NAME"] = "pull_request",
        ["GITHUB_REF"] = "refs/pull/12/merge",
        ["GITHUB_EVENT_PATH"] = workspace.Write("event.json", $$"""
            {
              "number": 12,
              "pull_request": {
                "number": 12,
                "head": { "sha": "{{new string('a', 40)}}", "ref": "feature", "repo": { "full_name": "{{(fork ? "stranger" : "octo-org")}}/mail", "fork": {{(fork ? "true" : "false")}} } },
                "base": { "sha": "{{new string('b', 40)}}", "ref": "main", "repo": { "full_name": "octo-org/mail" } }
              },
              "repository": { "full_name": "octo-org/mail" }
            }
            """),
    };

    private Workspace Checkout()
    {
        var workspace = new Workspace(tool);
        workspace.Edit("seed: 3", $"seed: 3\nregistry: {workspace.File("registry")}");
        return workspace;
    }
}
