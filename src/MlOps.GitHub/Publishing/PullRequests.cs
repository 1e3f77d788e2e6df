using MlOps.GitHub.Access;

namespace MlOps.GitHub.Publishing;

/// <summary>Looks pull requests up.</summary>
public static class PullRequests
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a pull request ends with a commit. GitHub does not name a fork's pull request to the workflow that reports on it; the
    /// fork's own workflow does, and is not to be believed.
    /// </summary>
    /// <param name="connection">The connection.</param>
    /// <param name="number">The number that was claimed.</param>
    /// <param name="commit">The commit.</param>
    public static async Task<bool> IsOfAsync(GitHubConnection connection, int number, string commit)
    {
        connection.Budget.Open(Budget, CancellationToken.None);
        try
        {
            var pull = await connection.Client.PullRequest.Get(connection.Repository.Owner, connection.Repository.Name, number);
            return string.Equals(pull.Head.Sha, commit, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception e) when (GitHubFailure.Is(e))
        {
            return false;
        }
    }
}
