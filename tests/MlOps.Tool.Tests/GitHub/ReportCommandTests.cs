using System.Text.Json.Nodes;
using MlOps.GitHub.Tests.Fake;

namespace MlOps.Tool.Tests.GitHub;

public sealed class ReportCommandTests : IAsyncLifetime
{
    private GitHubScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await GitHubScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_run_that_github_did_not_take_is_shown_later()
    {
        _scene.GitHub.Faults = (_, _) => Fault.ServerError;
        _ = await _scene.RunAsync("run", GitHubScene.File);
        _scene.GitHub.Faults = (_, _) => Fault.None;

        var ended = await _scene.RunAsync("report", GitHubScene.File);
        var again = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal((0, 0), (ended.ExitCode, again.ExitCode));
        Assert.Equal($"GitHub shows 'demo-check' as a check run: {_scene.Check["html_url"]}\n", ended.Out);
        Assert.Equal("success", (string?)_scene.Check["conclusion"]);
        _ = Assert.Single(_scene.Repository.Comments);
    }

    [Fact]
    public async Task What_is_shown_already_is_left_alone()
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);
        var requests = _scene.GitHub.Requests.Count;

        var ended = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("the check 'demo-check' shows run ", ended.Out, StringComparison.Ordinal);
        Assert.Equal(requests, _scene.GitHub.Requests.Count);
    }

    [Theory]
    [InlineData("failure", "failure", "The run was lost")]
    [InlineData("cancelled", "cancelled", "The run was cancelled")]
    public async Task A_run_without_a_record_is_lost_and_its_check_ends(string workflow, string conclusion, string title)
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);
        var run = Assert.Single(_scene.Runs());
        File.Delete(Path.Combine(run, "run.json"));
        (_scene.Check["status"], _scene.Check["conclusion"]) = ("in_progress", null); // as a killed run leaves it
        _scene.WorkflowRun(GitHubScene.Commit, workflow);

        var ended = await _scene.RunAsync("report", GitHubScene.File, "--from", run);

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal((conclusion, title), ((string?)_scene.Check["conclusion"], (string?)_scene.Check["output"]!["title"]));
    }

    [Fact]
    public async Task A_failed_workflow_of_the_repository_itself_has_shown_its_run()
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);
        _scene.WorkflowRun(GitHubScene.Commit, "failure", fork: false);
        var requests = _scene.GitHub.Requests.Count;

        var ended = await _scene.RunAsync("report", GitHubScene.File, "--from", Assert.Single(_scene.Runs()));

        Assert.StartsWith("the check 'demo-check' shows run ", ended.Out, StringComparison.Ordinal);
        Assert.Equal(requests, _scene.GitHub.Requests.Count);
    }

    [Fact]
    public async Task The_summary_of_a_job_shows_its_run_once()
    {
        (_scene.Repository.MayWriteChecks, _scene.Repository.MayWriteStatuses) = (false, false);

        _ = await _scene.RunAsync("run", GitHubScene.File);
        _ = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal(2, _scene.Bench.Read("summary.md").Split("On GitHub").Length);
    }

    [Fact]
    public async Task A_check_with_a_conclusion_is_not_taken_for_lost()
    {
        _ = _scene.Bench.Write(GitHubScene.File, GitHubScene.Pipeline.Replace("outputs", "output", StringComparison.Ordinal));
        _ = await _scene.RunAsync("run", GitHubScene.File);
        var title = (string?)_scene.Check["output"]!["title"];

        var ended = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal((0, "the check 'demo-check' has its conclusion already\n"), (ended.ExitCode, ended.Out));
        Assert.Equal(title, (string?)_scene.Check["output"]!["title"]);
    }

    [Fact]
    public async Task A_forks_run_is_published_by_the_workflow_that_may_with_the_pull_request_that_github_confirms()
    {
        var run = await ForkAsync();
        _scene.Repository.Pulls[7] = GitHubScene.Commit;

        var ended = await _scene.RunAsync("report", GitHubScene.File, "--from", run);

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(("success", GitHubScene.Commit), ((string?)_scene.Check["conclusion"], (string?)_scene.Check["head_sha"]));
        Assert.Equal(GitHubScene.UpstreamPage, (string?)_scene.Check["details_url"]);
        Assert.Equal(7, (int)Assert.Single(_scene.Repository.Comments)["_issue"]!);
    }

    [Fact]
    public async Task A_pull_request_of_another_commit_gets_no_comment()
    {
        var run = await ForkAsync();
        Edit(run, "publication.json", record => record["pullRequest"] = 8);
        _scene.Repository.Pulls[8] = GitHubScene.OtherCommit;

        _ = await _scene.RunAsync("report", GitHubScene.File, "--from", run);

        Assert.Equal("success", (string?)_scene.Check["conclusion"]);
        Assert.Empty(_scene.Repository.Comments);
    }

    [Theory]
    [InlineData("publication.json", "repository", "octo-org/other", "the run is of repository 'octo-org/other'; expected 'octo-org/mail'")]
    [InlineData("publication.json", "commit", GitHubScene.OtherCommit, "the run is of commit '" + GitHubScene.OtherCommit + "'; expected '" + GitHubScene.Commit + "'")]
    [InlineData("run.json", "pipeline", "release", "the run is of pipeline 'release'; expected 'demo'")]
    public async Task A_folder_does_not_say_where_its_report_belongs(string file, string key, string value, string message)
    {
        var run = await ForkAsync();
        Edit(run, file, json => json[key] = value);

        var ended = await _scene.RunAsync("report", GitHubScene.File, "--from", run);

        Assert.Equal(3, ended.ExitCode);
        Assert.EndsWith($"error MLOPS6105: {message}\n", ended.Out, StringComparison.Ordinal);
        Assert.Empty(_scene.Repository.Checks);
    }

    [Theory]
    [InlineData("""{ "format": 1 }""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public async Task A_record_that_is_none_is_refused(string text)
    {
        var run = await ForkAsync();
        File.WriteAllText(Path.Combine(run, "run.json"), text);

        await RefusedAsync(run);
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "$.verdict", "\"Failed\"" }, // of steps that passed
        { "$.verdict", "7" },
        { "$.format", "2" },
        { "$.steps", "[]" },
        { "$.steps[0]", "null" },
        { "$.steps[0].name", "null" },
        { "$.steps[0].status", "\"Failed\"" },
        { "$.environment.cpu", "null" },
        { "$.unknown", "1" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_record_that_contradicts_itself_or_lacks_something_is_refused(string path, string value)
    {
        var run = await ForkAsync();
        Edit(run, "run.json", json => Set(json, path, JsonNode.Parse(value)));

        await RefusedAsync(run);
    }

    [Fact]
    public async Task A_link_is_not_followed()
    {
        var run = await ForkAsync();
        var elsewhere = _scene.Bench.Write("elsewhere.json", File.ReadAllText(Path.Combine(run, "run.json")));
        File.Delete(Path.Combine(run, "run.json"));
        _ = File.CreateSymbolicLink(Path.Combine(run, "run.json"), elsewhere);

        await RefusedAsync(run);
    }

    [Fact]
    public async Task A_file_beyond_its_size_is_not_read()
    {
        var run = await ForkAsync();
        File.AppendAllText(Path.Combine(run, "run.json"), new string(' ', 17 * 1024 * 1024));

        await RefusedAsync(run);
    }

    [Fact]
    public async Task A_place_can_be_given_by_hand_and_must_be_known()
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);
        var run = Assert.Single(_scene.Runs());
        File.Delete(Path.Combine(run, "publication.json"));
        foreach (var variable in new[] { "CI", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SHA" })
        {
            _ = _scene.Bench.Environment.Remove(variable);
        }

        var unknown = await _scene.RunAsync("report", GitHubScene.File, "--from", run);
        var given = await _scene.RunAsync("report", GitHubScene.File, "--from", run, "--repository", "octo-org/mail", "--commit", GitHubScene.OtherCommit);

        Assert.Equal((3, 0), (unknown.ExitCode, given.ExitCode));
        Assert.Contains("error MLOPS6106: ", unknown.Out, StringComparison.Ordinal);
        Assert.Equal([GitHubScene.Commit, GitHubScene.OtherCommit], _scene.Repository.Checks.Select(check => (string?)check["head_sha"]));
    }

    [Fact]
    public async Task A_pipeline_that_asks_for_no_report_gets_none()
    {
        _ = _scene.Bench.Write(GitHubScene.File, GitHubScene.Pipeline[..GitHubScene.Pipeline.IndexOf("report:", StringComparison.Ordinal)]);

        var ended = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal((0, "models/pipeline.yml asks for no report on GitHub; 'report: github' does so\n"), (ended.ExitCode, ended.Out));
    }

    // the fork's workflow has a token that may only read; then the repository's own workflow starts
    private async Task<string> ForkAsync()
    {
        _scene.PullRequest(GitHubScene.Commit, fork: true);
        (_scene.Repository.MayWriteChecks, _scene.Repository.MayWriteStatuses, _scene.Repository.MayComment) = (false, false, false);
        Assert.Equal(0, (await _scene.RunAsync("run", GitHubScene.File)).ExitCode);
        (_scene.Repository.MayWriteChecks, _scene.Repository.MayWriteStatuses, _scene.Repository.MayComment) = (true, true, true);
        _scene.WorkflowRun(GitHubScene.Commit, "success");
        return Assert.Single(_scene.Runs());
    }

    private async Task RefusedAsync(string run)
    {
        var ended = await _scene.RunAsync("report", GitHubScene.File, "--from", run);

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("run.json: error MLOPS6105: ", ended.Out, StringComparison.Ordinal);
        Assert.Empty(_scene.Repository.Checks);
    }

    private static void Edit(string run, string file, Action<JsonObject> edit)
    {
        var path = Path.Combine(run, file);
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private static void Set(JsonObject json, string path, JsonNode? value)
    {
        switch (path.Split('.', '[', ']').Where(part => part is not ("$" or "")).ToArray())
        {
            case [var key]:
                json[key] = value;
                break;
            case ["steps", var index]:
                json["steps"]![int.Parse(index)] = value;
                break;
            case ["steps", var index, var key]:
                json["steps"]![int.Parse(index)]![key] = value;
                break;
            case [var parent, var key]:
                json[parent]![key] = value;
                break;
        }
    }
}
