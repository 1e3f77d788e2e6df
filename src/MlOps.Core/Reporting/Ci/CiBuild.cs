namespace MlOps.Reporting.Ci;

/// <summary>The build that the tool runs in, as its build server describes it. What the server does not say is null.</summary>
public sealed record CiBuild
{
    /// <summary>The build server.</summary>
    public required CiSystem System { get; init; }

    /// <summary>Host of the repository: <c>github.com</c>.</summary>
    public string? Host { get; init; }

    /// <summary>Path of the repository on its host: <c>owner/name</c>; GitLab has deeper ones. Of a pull request it is the one that it goes to.</summary>
    public string? Repository { get; init; }

    /// <summary>
    /// The commit that was pushed, hexadecimal, to which checks belong. Of a pull request it is the last commit of its branch, not the trial
    /// merge that the server has checked out.
    /// </summary>
    public string? Commit { get; init; }

    /// <summary>The branch, without <c>refs/heads/</c>; of a pull request it is the one that it comes from.</summary>
    public string? Branch { get; init; }

    /// <summary>The branch that the pull request goes to, without <c>refs/heads/</c>.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Number of the pull request (GitLab: merge request).</summary>
    public int? PullRequest { get; init; }

    /// <summary>True when the commit comes from another repository: it is not to be trusted, and its token may write nothing.</summary>
    public bool IsFork { get; init; }

    /// <summary>The page of this build.</summary>
    public Uri? Url { get; init; }

    /// <summary>Full path of the folder that the server checks the repository out into.</summary>
    public string? Folder { get; init; }

    /// <summary>Why the build was started, in the server's own word: <c>push</c>, <c>pull_request</c>, <c>schedule</c>.</summary>
    public string? Event { get; init; }

    /// <summary>The server's id of this build.</summary>
    public string? RunId { get; init; }

    /// <summary>How often this build was started, counted from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>The workflow run whose end has started this one (GitHub's <c>workflow_run</c>); commit, branch and pull request are then that run's.</summary>
    public CiUpstreamRun? Upstream { get; init; }
}
