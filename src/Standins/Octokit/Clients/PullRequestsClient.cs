namespace Octokit;

internal sealed class PullRequestsClient(Connection connection) : IPullRequestsClient
{
    public async Task<PullRequest> Get(string owner, string name, int pullRequestNumber) =>
        (await connection.SendAsync<PullRequest>(HttpMethod.Get, $"repos/{owner}/{name}/pulls/{pullRequestNumber}")).Value;
}
