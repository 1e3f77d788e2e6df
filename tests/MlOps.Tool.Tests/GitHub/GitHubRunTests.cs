using System.Text.Json.Nodes;
using MlOps.GitHub.Tests.Fake;

namespace MlOps.Tool.Tests.GitHub;

public sealed class GitHubRunTests : IAsyncLifetime
{
    private GitHubScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await GitHubScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_run_is_a_check_on_the_last_commit_of_the_pull_request_and_a_comment()
    {
        var ended = await _scene.RunAsync("run", GitHubScene.File);

        var check = _scene.Check;
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(("demo-check", GitHubScene.Commit, "success"), ((string?)check["name"], (string?)check["head_sha"], (string?)check["conclusion"]));
        Assert.Equal("https://github.com/octo-org/mail/actions/runs/42", (string?)check["details_url"]);
        Assert.Contains("[Check](https://github.com/octo-org/mail/runs/", (string?)Assert.Single(_scene.Repository.Comments)["body"], StringComparison.Ordinal);
        Assert.Contains("- On GitHub: a check run\n", _scene.Bench.Read("summary.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_about_a_model_that_was_trained_elsewhere_are_a_check_too()
    {
        _ = _scene.Bench.Write("metrics.json", """{ "f1": 0.8 }""");
        _ = _scene.Bench.Write("models/gates.txt", "f1 >= 0.9\n");

        var ended = await _scene.RunAsync("gate", "metrics.json", "--gates", "models/gates.txt", "--check", "outside");

        var annotation = Assert.Single(FakeRepository.Annotations(_scene.Check))!;
        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(("outside", "failure"), ((string?)_scene.Check["name"], (string?)_scene.Check["conclusion"]));
        Assert.Equal(("models/gates.txt", 1, 1, 9), ((string?)annotation["path"], (int)annotation["start_line"]!, (int)annotation["start_column"]!, (int)annotation["end_column"]!));
        Assert.StartsWith("**❌ metrics: 1 of 1 gate is not met**", (string?)Assert.Single(_scene.Repository.Comments)["body"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_failed_is_annotated_once_by_the_check_and_not_by_the_log_too()
    {
        _ = _scene.Bench.Write(GitHubScene.File, GitHubScene.FailingPipeline);

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        var annotation = Assert.Single(FakeRepository.Annotations(_scene.Check))!;
        Assert.Equal(3, ended.ExitCode);
        Assert.Equal(("models/pipeline.yml", 7, "failure"), ((string?)annotation["path"], (int)annotation["start_line"]!, (string?)annotation["annotation_level"]));
        Assert.DoesNotContain("::error", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_write_neither_leaves_annotations_to_the_log_and_says_why()
    {
        (_scene.Repository.MayWriteChecks, _scene.Repository.MayWriteStatuses) = (false, false);
        _ = _scene.Bench.Write(GitHubScene.File, GitHubScene.FailingPipeline);

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Equal(3, ended.ExitCode);
        Assert.Contains("::error file=models/pipeline.yml,line=7,", ended.Out, StringComparison.Ordinal);
        Assert.Contains("mlops: warning MLOPS6101: the verdict of 'demo-check' is shown in the job summary; no check run: GitHub answered 403: Resource not accessible by integration; no commit status: ", ended.Out, StringComparison.Ordinal);
        Assert.Contains("On GitHub: the job summary alone", _scene.Bench.Read("summary.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", 3)]
    [InlineData("status", 0)]
    public async Task A_required_rung_fails_a_run_that_passed(string required, int exit)
    {
        _scene.Repository.MayWriteChecks = false;

        var ended = await _scene.RunAsync("run", GitHubScene.File, "--require", required);

        Assert.Equal((exit, exit != 0), (ended.ExitCode, ended.Out.Contains("error MLOPS6102: ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GITHUB_REPOSITORY")]
    public async Task Without_a_token_or_a_repository_nothing_is_sent_and_a_required_rung_is_an_error(string variable)
    {
        _ = _scene.Bench.Environment.Remove(variable);

        var ended = await _scene.RunAsync("run", GitHubScene.File);
        var required = await _scene.RunAsync("run", GitHubScene.File, "--require", "check");

        Assert.Equal((0, 3), (ended.ExitCode, required.ExitCode));
        Assert.DoesNotContain("MLOPS61", ended.Out, StringComparison.Ordinal);
        Assert.Empty(_scene.GitHub.Requests);
        Assert.All(_scene.Runs(), run => Assert.False(File.Exists(Path.Combine(run, "publication.json"))));
    }

    [Fact]
    public async Task A_token_that_is_none_is_a_warning_that_does_not_quote_it()
    {
        _scene.Bench.Environment["GITHUB_TOKEN"] = "my secret token";

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("warning MLOPS6101: GitHub does not show this run: GITHUB_TOKEN holds characters that no token has", ended.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("my secret token", ended.Out + ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_elsewhere_gets_no_token_of_github()
    {
        _scene.Bench.Environment.Clear();
        _scene.Bench.Environment["GITLAB_CI"] = "true";
        _scene.Bench.Environment["CI_SERVER_HOST"] = "gitlab.example.com";
        _scene.Bench.Environment["CI_PROJECT_PATH"] = "group/mail";
        _scene.Bench.Environment["CI_COMMIT_SHA"] = GitHubScene.Commit;
        _scene.Bench.Environment["GITHUB_TOKEN"] = FakeGitHub.Token;

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain("MLOPS61", ended.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outputs: out.txt", "output: out.txt", "models/pipeline.yml", 6)]
    [InlineData("name: demo", "name: [demo", null, 0)] // not even YAML: the name of the check is found all the same
    public async Task A_pipeline_with_mistakes_fails_its_check(string right, string wrong, string? path, int line)
    {
        _ = _scene.Bench.Write(GitHubScene.File, GitHubScene.Pipeline.Replace(right, wrong, StringComparison.Ordinal));

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        var check = _scene.Check;
        var annotations = FakeRepository.Annotations(check);
        Assert.Equal(2, ended.ExitCode);
        Assert.Equal(("demo-check", "failure"), ((string?)check["name"], (string?)check["conclusion"]));
        Assert.NotEmpty(annotations);
        if (path is not null)
        {
            Assert.Contains(annotations, annotation => (string?)annotation!["path"] == path && (int)annotation["start_line"]! == line);
        }
    }

    [Fact]
    public async Task A_run_that_finds_everything_done_still_checks_the_new_commit()
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);
        _scene.PullRequest(GitHubScene.OtherCommit, fork: false);

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Contains("greet: reused", ended.Error, StringComparison.Ordinal);
        Assert.Equal([GitHubScene.Commit, GitHubScene.OtherCommit], _scene.Repository.Checks.Select(check => (string?)check["head_sha"]));
        Assert.All(_scene.Repository.Checks, check => Assert.Equal("success", (string?)check["conclusion"]));
        _ = Assert.Single(_scene.Repository.Comments);
    }

    [Theory]
    [InlineData("push")]
    [InlineData("check_run")]
    public async Task Other_events_check_their_commit(string name)
    {
        _scene.On(name, name == "push" ? [] : new JsonObject { ["action"] = "rerequested", ["check_run"] = new JsonObject { ["head_sha"] = GitHubScene.Commit, ["check_suite"] = new JsonObject { ["head_branch"] = "feature" } } });
        _scene.Bench.Environment["GITHUB_SHA"] = name == "push" ? GitHubScene.Commit : GitHubScene.OtherCommit;

        _ = await _scene.RunAsync("run", GitHubScene.File);
        _ = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Equal((GitHubScene.Commit, "success"), ((string?)_scene.Check["head_sha"], (string?)_scene.Check["conclusion"]));
        Assert.Empty(_scene.Repository.Comments);
    }

    [Fact]
    public async Task The_runs_folder_keeps_what_completes_the_report_and_no_secret()
    {
        _ = await _scene.RunAsync("run", GitHubScene.File);

        var record = JsonNode.Parse(File.ReadAllText(Path.Combine(Assert.Single(_scene.Runs()), "publication.json")))!;
        Assert.Equal(
            ("octo-org/mail", GitHubScene.Commit, 7, "demo-check", "demo", (string?)_scene.Check["external_id"], "Check"),
            ((string?)record["repository"], (string?)record["commit"], (int)record["pullRequest"]!, (string?)record["check"], (string?)record["pipeline"], (string?)record["externalId"], (string?)record["rung"]));
        AssertNoToken("");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_github_does_the_exit_code_is_that_of_the_run(int seed)
    {
        var fails = seed % 2 == 1;
        _ = _scene.Bench.Write(GitHubScene.File, fails ? GitHubScene.FailingPipeline : GitHubScene.Pipeline);
        var random = new Random(seed);
        var kinds = Enum.GetValues<Fault>();
        var gone = random.Next(20);
        _scene.GitHub.Faults = (call, _) => random.Next(3) == 0 || (seed % 5 == 0 && call >= gone) ? kinds[random.Next(1, kinds.Length)] : Fault.None;

        var ended = await _scene.RunAsync("run", GitHubScene.File);

        Assert.Equal(fails ? 3 : 0, ended.ExitCode);
        Assert.True(_scene.Repository.Checks.Count <= 1 && _scene.Repository.Comments.Count <= 1);
        Assert.All(_scene.Repository.Checks, check => Assert.Contains((string?)check["conclusion"], new[] { null, fails ? "failure" : "success" }));
        Assert.True((string?)_scene.Repository.Checks.FirstOrDefault()?["conclusion"] is not null || ended.Out.Contains("MLOPS6101", StringComparison.Ordinal));
        AssertNoToken(ended.Out + ended.Error);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200).Where(seed => Environment.GetEnvironmentVariable("MLOPS_TEST_FULL") == "1" || seed % 20 < 2)];

    private void AssertNoToken(string printed)
    {
        Assert.DoesNotContain(FakeGitHub.Token, printed, StringComparison.Ordinal);
        Assert.All(_scene.GitHub.Requests, request => Assert.DoesNotContain(FakeGitHub.Token, request.Path + request.Body, StringComparison.Ordinal));
        Assert.All(
            Directory.EnumerateFiles(_scene.Bench.Folder, "*", SearchOption.AllDirectories),
            file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("ghp_"u8)));
    }
}
