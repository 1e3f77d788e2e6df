using System.Text.Json;

namespace MlOps.Reporting.Ci;

/// <summary>Reads a build of GitHub Actions: its variables, and the event that has started it.</summary>
internal static class GitHubBuild
{
    private const string EventFile = "GITHUB_EVENT_PATH";

    /// <summary>Describes the build.</summary>
    /// <param name="variables">The server's variables and files.</param>
    public static CiBuild Read(CiVariables variables)
    {
        var (server, repository) = (variables.Text("GITHUB_SERVER_URL"), variables.Text("GITHUB_REPOSITORY"));
        var (run, attempt) = (variables.Text("GITHUB_RUN_ID"), variables.Number("GITHUB_RUN_ATTEMPT"));
        var build = new CiBuild
        {
            System = CiSystem.GitHub,
            Host = CiVariables.ToAddress(server)?.Host,
            Repository = repository,
            Commit = variables.Text("GITHUB_SHA"),
            Branch = CiVariables.ToBranch(variables.Text("GITHUB_HEAD_REF", "GITHUB_REF")),
            BaseBranch = variables.Text("GITHUB_BASE_REF"),
            Url = CiVariables.ToAddress($"{server}/{repository}/actions/runs/{run}{(attempt is > 1 ? $"/attempts/{attempt}" : "")}"),
            Folder = variables.Text("GITHUB_WORKSPACE"),
            Event = variables.Text("GITHUB_EVENT_NAME"),
            RunId = run,
            Attempt = attempt,
        };
        return variables.Text(EventFile) is { } path && variables.File(EventFile, path) is { } text ? With(build, text, variables) : build;
    }

    private static CiBuild With(CiBuild build, string text, CiVariables variables)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return With(build, new GitHubEvent(json.RootElement));
        }
        catch (JsonException e)
        {
            variables.Warn(EventFile, $"it is not JSON: {e.Message}");
            return build;
        }
    }

    // the payload is asked for what it holds, not for the event's name: several events are about a pull request
    private static CiBuild With(CiBuild build, GitHubEvent payload) =>
        payload.Find("pull_request") is { } pull ? OfPullRequest(build, pull)
        : payload.Find("workflow_run") is { } run ? OfWorkflowRun(build, run)
        : payload.Find("check_run") is { } check ? OfCheck(build, check, check.Find("check_suite"))
        : payload.Find("check_suite") is { } suite ? OfCheck(build, suite, suite)
        : payload.Find("merge_group") is { } group ? build with { BaseBranch = CiVariables.ToBranch(group.Text("base_ref")) }
        : build;

    private static CiBuild OfPullRequest(CiBuild build, GitHubEvent pull)
    {
        var (head, target) = (pull.Find("head"), pull.Find("base"));
        return build with
        {
            Commit = head?.Text("sha") ?? build.Commit,
            Branch = head?.Text("ref") ?? build.Branch,
            BaseBranch = target?.Text("ref") ?? build.BaseBranch,
            PullRequest = pull.Number("number"),
            IsFork = IsOther(head?.Find("repo"), build),
        };
    }

    private static CiBuild OfWorkflowRun(CiBuild build, GitHubEvent run)
    {
        // GitHub lists no pull request of a fork here: whoever reports on it has to look it up by its commit
        var pull = run.First("pull_requests");
        return build with
        {
            Commit = run.Text("head_sha") ?? build.Commit,
            Branch = run.Text("head_branch"),
            BaseBranch = pull?.Find("base")?.Text("ref"),
            PullRequest = pull?.Number("number"),
            IsFork = IsOther(run.Find("head_repository"), build),
            Upstream = run.Id() is { } id ? new(id, run.Number("run_attempt"), run.Text("event"), run.Text("conclusion"), CiVariables.ToAddress(run.Text("html_url"))) : null,
        };
    }

    private static CiBuild OfCheck(CiBuild build, GitHubEvent check, GitHubEvent? suite)
    {
        // a check of a fork's commit names neither branch nor pull request
        var pull = check.First("pull_requests");
        var branch = suite?.Text("head_branch");
        return build with
        {
            Commit = check.Text("head_sha") ?? build.Commit,
            Branch = branch,
            BaseBranch = pull?.Find("base")?.Text("ref"),
            PullRequest = pull?.Number("number"),
            IsFork = branch is null,
        };
    }

    // a fork that was deleted meanwhile is no repository any more
    private static bool IsOther(GitHubEvent? repository, CiBuild build) =>
        !string.Equals(repository?.Text("full_name"), build.Repository, StringComparison.OrdinalIgnoreCase);
}
