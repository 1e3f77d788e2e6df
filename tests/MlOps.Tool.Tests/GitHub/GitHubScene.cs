using System.Text.Json.Nodes;
using MlOps.GitHub.Tests;
using MlOps.GitHub.Tests.Fake;

namespace MlOps.Tool.Tests.GitHub;

/// <summary>A repository with a pipeline in a folder, a job of GitHub Actions that runs it, and a GitHub on loopback.</summary>
internal sealed class GitHubScene : IAsyncDisposable
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const string OtherCommit = "fedcba9876543210fedcba9876543210fedcba98";
    public const string UpstreamPage = "https://github.com/octo-org/mail/actions/runs/5";
    public const string File = "models/pipeline.yml";

    /// <summary>Steps that load neither libtorch nor ONNX Runtime.</summary>
    public const string Pipeline = """
        name: demo
        steps:
          greet:
            uses: command
            run: [sh, -c, 'echo hello > "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt
          repeat:
            uses: command
            needs: greet
            run: [sh, -c, 'cp "$MLOPS_INPUT_GREET/out.txt" "$MLOPS_OUTPUT/out.txt"']
            outputs: out.txt
        report:
          github: { check: demo-check, comment: true }

        """;

    /// <summary>The same with a step that fails.</summary>
    public static readonly string FailingPipeline = Pipeline.Replace("cp ", "exit 5; cp ", StringComparison.Ordinal);

    private GitHubScene(FakeGitHub gitHub, ManualTime time)
    {
        (GitHub, Time) = (gitHub, time);
        Bench = new() { Time = time, Wait = time.WaitAsync };
        Bench.Environment["GITHUB_API_URL"] = gitHub.Api;
        Bench.Environment["GITHUB_TOKEN"] = FakeGitHub.Token;
        _ = Bench.Write(".git/HEAD", "ref: refs/heads/main");
        _ = Bench.Write(File, Pipeline);
        PullRequest(Commit, fork: false);
    }

    public ToolBench Bench { get; }

    public FakeGitHub GitHub { get; }

    public ManualTime Time { get; }

    public FakeRepository Repository => GitHub.Repository;

    /// <summary>The one check.</summary>
    public JsonObject Check => Assert.Single(Repository.Checks);

    public static async Task<GitHubScene> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the pipeline's programs are shells");
        var time = new ManualTime();
        return new(await FakeGitHub.StartAsync(time), time);
    }

    /// <summary>The job of a pull request; the server has checked out a trial merge.</summary>
    public void PullRequest(string head, bool fork) => On("pull_request", new JsonObject
    {
        ["pull_request"] = new JsonObject
        {
            ["number"] = 7,
            ["head"] = new JsonObject { ["sha"] = head, ["ref"] = "feature", ["repo"] = new JsonObject { ["full_name"] = fork ? "somebody/mail" : Repository.Name } },
            ["base"] = new JsonObject { ["ref"] = "main" },
        },
    });

    /// <summary>The job that starts when the workflow of a fork's pull request has ended; GitHub names no pull request.</summary>
    public void WorkflowRun(string head, string conclusion, bool fork = true) => On("workflow_run", new JsonObject
    {
        ["workflow_run"] = new JsonObject
        {
            ["id"] = 5,
            ["head_sha"] = head,
            ["head_branch"] = "feature",
            ["head_repository"] = new JsonObject { ["full_name"] = fork ? "somebody/mail" : Repository.Name },
            ["html_url"] = UpstreamPage,
            ["conclusion"] = conclusion,
            ["pull_requests"] = new JsonArray(),
        },
    });

    /// <summary>The job of any event.</summary>
    public void On(string name, JsonObject payload)
    {
        var environment = Bench.Environment;
        environment["CI"] = environment["GITHUB_ACTIONS"] = "true";
        environment["GITHUB_SERVER_URL"] = "https://github.com";
        environment["GITHUB_REPOSITORY"] = Repository.Name;
        environment["GITHUB_SHA"] = "9999999999999999999999999999999999999999";
        environment["GITHUB_RUN_ID"] = "42";
        environment["GITHUB_EVENT_NAME"] = name;
        environment["GITHUB_EVENT_PATH"] = Bench.Write("event.json", payload.ToJsonString());
        environment["GITHUB_STEP_SUMMARY"] = Path.Combine(Bench.Folder, "summary.md");
    }

    /// <summary>Runs a command a second later than the one before it.</summary>
    public Task<Ended> RunAsync(params string[] args)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return Bench.Run(args);
    }

    /// <summary>The folders of all runs, the oldest first.</summary>
    public IReadOnlyList<string> Runs() =>
        Path.Combine(Bench.Folder, "models", ".mlops", "runs") is var runs && Directory.Exists(runs) ? [.. Directory.GetDirectories(runs).Order(StringComparer.Ordinal)] : [];

    public async ValueTask DisposeAsync()
    {
        Bench.Dispose();
        await GitHub.DisposeAsync();
    }
}
