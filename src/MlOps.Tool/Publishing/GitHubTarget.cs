using System.Text.RegularExpressions;
using MlOps.GitHub.Access;
using MlOps.GitHub.Publishing;
using MlOps.Reporting.Ci;

namespace MlOps.Tool.Publishing;

/// <summary>Tells which repository and commit of GitHub a build is about.</summary>
internal static partial class GitHubTarget
{
    /// <summary>True when the environment names a token or an App: only then is Octokit loaded.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    public static bool HasSignIn(Func<string, string?> environment) =>
        !string.IsNullOrWhiteSpace(environment("GITHUB_TOKEN")) || !string.IsNullOrWhiteSpace(environment("MLOPS_GITHUB_APP_ID"));

    /// <summary>Of a build.</summary>
    /// <param name="build">The build; null when no build server runs the tool.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <returns>Null when the repository is not on GitHub, or the server does not name it or the commit.</returns>
    public static PublicationTarget? Of(CiBuild? build, Func<string, string?> environment)
    {
        // a token must not go to GitHub for a repository that lies elsewhere
        var isThere = build?.Host is null or "github.com" || !string.IsNullOrWhiteSpace(environment("GITHUB_API_URL"));
        return isThere && RepositoryName.Parse(build?.Repository) is { } repository && IsCommit(build!.Commit)
            ? new(repository, build.Commit!, build.PullRequest, build.Url)
            : null;
    }

    /// <summary>True for the whole hash of a commit.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsCommit(string? text) => text is not null && Commit().IsMatch(text);

    [GeneratedRegex(@"\A([0-9a-fA-F]{40}|[0-9a-fA-F]{64})\z")]
    private static partial Regex Commit();
}
