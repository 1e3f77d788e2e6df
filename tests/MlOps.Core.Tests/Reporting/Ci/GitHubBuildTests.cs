using MlOps.Reporting.Ci;

namespace MlOps.Tests.Reporting.Ci;

/// <summary>Payloads in the shape that GitHub documents for its events, cut to what matters.</summary>
public sealed class GitHubBuildTests
{
    private const string Sha = "ffac537e6cbbf934b08745a378932722df287a53";
    private const string Head = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";

    private static readonly CiBuild _push = new()
    {
        System = CiSystem.GitHub,
        Host = "github.com",
        Repository = "octo-org/mail-spam",
        Commit = Sha,
        Branch = "main",
        Url = new("https://github.com/octo-org/mail-spam/actions/runs/1658821493"),
        Folder = "/home/runner/work/mail-spam/mail-spam",
        Event = "push",
        RunId = "1658821493",
        Attempt = 1,
    };

    [Theory]
    [InlineData("push", """{ "ref": "refs/heads/main", "after": "ffac537e6cbbf934b08745a378932722df287a53", "commits": [] }""")]
    [InlineData("workflow_dispatch", """{ "ref": "refs/heads/main", "inputs": null }""")]
    [InlineData("schedule", """{ "schedule": "30 5 * * 1" }""")]
    [InlineData("repository_dispatch", """{ "action": "new-data", "client_payload": { "pull_request": "not one" } }""")]
    public void An_event_without_a_pull_request_is_about_the_branch(string name, string payload) =>
        Assert.Equal(_push with { Event = name }, Detect(name, payload));

    [Theory]
    [InlineData("pull_request", "octo-org/mail-spam", false)]
    [InlineData("pull_request", "hexagon/mail-spam", true)]
    [InlineData("pull_request_target", "hexagon/mail-spam", true)]
    [InlineData("pull_request_review", "Octo-Org/mail-spam", false)]
    public void A_pull_request_is_about_its_last_commit_not_about_the_trial_merge(string name, string from, bool isFork)
    {
        var build = Detect(
            name,
            $$"""
            {
              "action": "synchronize", "number": 12,
              "pull_request": {
                "number": 12,
                "head": { "ref": "more-mails", "sha": "{{Head}}", "repo": { "full_name": "{{from}}" } },
                "base": { "ref": "main", "sha": "{{Sha}}", "repo": { "full_name": "octo-org/mail-spam" } }
              }
            }
            """,
            "GITHUB_REF=refs/pull/12/merge\nGITHUB_HEAD_REF=more-mails\nGITHUB_BASE_REF=main");

        Assert.Equal(_push with { Event = name, Commit = Head, Branch = "more-mails", BaseBranch = "main", PullRequest = 12, IsFork = isFork }, build);
    }

    [Fact]
    public void A_pull_request_whose_fork_was_deleted_is_still_from_a_fork()
    {
        var build = Detect("pull_request", $$"""{ "pull_request": { "number": 12, "head": { "ref": "x", "sha": "{{Head}}", "repo": null }, "base": { "ref": "main" } } }""");

        Assert.True(build.IsFork);
        Assert.Equal((Head, 12), (build.Commit, build.PullRequest));
    }

    [Fact]
    public void A_check_that_is_asked_for_again_is_about_its_own_commit()
    {
        var build = Detect("check_run", $$"""
            {
              "action": "rerequested",
              "check_run": {
                "id": 4, "head_sha": "{{Head}}", "external_id": "mail-spam",
                "check_suite": { "head_branch": "more-mails", "head_sha": "{{Head}}" },
                "pull_requests": [ { "number": 12, "head": { "ref": "more-mails" }, "base": { "ref": "main" } } ]
              }
            }
            """);

        Assert.Equal(_push with { Event = "check_run", Commit = Head, Branch = "more-mails", BaseBranch = "main", PullRequest = 12 }, build);
    }

    [Fact]
    public void A_suite_without_a_branch_is_a_forks()
    {
        var build = Detect("check_suite", $$"""{ "action": "rerequested", "check_suite": { "head_branch": null, "head_sha": "{{Head}}", "pull_requests": [] } }""");

        Assert.Equal(_push with { Event = "check_suite", Commit = Head, Branch = null, IsFork = true }, build);
    }

    [Theory]
    [InlineData("octo-org/mail-spam", """[ { "number": 12, "base": { "ref": "main" } } ]""", 12, "main", false)]
    [InlineData("hexagon/mail-spam", "[]", null, null, true)]
    public void A_workflow_run_is_about_the_run_that_has_ended(string from, string pulls, int? number, string? baseBranch, bool isFork)
    {
        var build = Detect("workflow_run", $$"""
            {
              "action": "completed",
              "workflow_run": {
                "id": 30433642, "run_attempt": 2, "event": "pull_request", "conclusion": "failure",
                "html_url": "https://github.com/octo-org/mail-spam/actions/runs/30433642",
                "head_branch": "more-mails", "head_sha": "{{Head}}",
                "head_repository": { "full_name": "{{from}}" },
                "pull_requests": {{pulls}}
              }
            }
            """);

        Assert.Equal(
            _push with
            {
                Event = "workflow_run",
                Commit = Head,
                Branch = "more-mails",
                BaseBranch = baseBranch,
                PullRequest = number,
                IsFork = isFork,
                Upstream = new("30433642", 2, "pull_request", "failure", new("https://github.com/octo-org/mail-spam/actions/runs/30433642")),
            },
            build);
    }

    [Fact]
    public void A_merge_queue_tells_the_branch_that_it_leads_to()
    {
        var build = Detect(
            "merge_group",
            $$"""{ "action": "checks_requested", "merge_group": { "head_sha": "{{Sha}}", "head_ref": "refs/heads/gh-readonly-queue/main/pr-12-ab", "base_ref": "refs/heads/main" } }""",
            "GITHUB_REF=refs/heads/gh-readonly-queue/main/pr-12-ab");

        Assert.Equal(("gh-readonly-queue/main/pr-12-ab", "main"), (build.Branch, build.BaseBranch));
    }

    [Fact]
    public void A_tag_is_no_branch() => Assert.Null(Detect("push", "{}", "GITHUB_REF=refs/tags/v1.2.0").Branch);

    [Fact]
    public void A_second_attempt_and_an_enterprise_server_have_their_own_page()
    {
        var build = Detect("push", "{}", "GITHUB_RUN_ATTEMPT=2\nGITHUB_SERVER_URL=https://github.example:8443");

        Assert.Equal(new Uri("https://github.example:8443/octo-org/mail-spam/actions/runs/1658821493/attempts/2"), build.Url);
        Assert.Equal(("github.example", 2), (build.Host, build.Attempt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"pull_request\": ")]
    [InlineData("<html>502</html>")]
    public void A_payload_that_is_not_JSON_is_a_warning(string payload)
    {
        var scene = Scene("push", payload, "");

        Assert.Equal(_push, scene.Detect());
        Assert.Contains("MLOPS6001: the file that GITHUB_EVENT_PATH names cannot be used: it is not JSON", Assert.Single(scene.Found).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "pull_request": 7 }""")]
    [InlineData("""{ "workflow_run": [], "check_run": "", "merge_group": null }""")]
    public void A_payload_of_another_shape_is_left_alone(string payload) => Assert.Equal(_push, Detect("push", payload));

    [Fact]
    public void A_pull_request_of_another_shape_is_not_trusted()
    {
        var build = Detect("pull_request", """{ "pull_request": { "number": -1, "head": "x", "base": 3.5 } }""");

        Assert.Equal(_push with { Event = "pull_request", IsFork = true }, build);
    }

    private static CiBuild Detect(string name, string payload, string more = "")
    {
        var scene = Scene(name, payload, more);
        var build = scene.Detect();
        Assert.Empty(scene.Found);
        return build;
    }

    private static CiScene Scene(string name, string payload, string more)
    {
        var scene = new CiScene($"""
            CI=true
            GITHUB_ACTIONS=true
            GITHUB_SERVER_URL=https://github.com
            GITHUB_REPOSITORY=octo-org/mail-spam
            GITHUB_SHA={Sha}
            GITHUB_REF=refs/heads/main
            GITHUB_HEAD_REF=
            GITHUB_BASE_REF=
            GITHUB_WORKSPACE=/home/runner/work/mail-spam/mail-spam
            GITHUB_RUN_ID=1658821493
            GITHUB_RUN_ATTEMPT=1
            GITHUB_EVENT_NAME={name}
            GITHUB_EVENT_PATH=/event.json
            """).WithFile("/event.json", payload);
        foreach (var pair in more.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)))
        {
            _ = scene.With(pair[0], pair[1]);
        }

        return scene;
    }
}
