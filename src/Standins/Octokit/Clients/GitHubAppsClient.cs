namespace Octokit;

internal sealed class GitHubAppsClient(Connection connection) : IGitHubAppsClient
{
    public async Task<Installation> GetRepositoryInstallationForCurrent(string owner, string repo) =>
        (await connection.SendAsync<Installation>(HttpMethod.Get, $"repos/{owner}/{repo}/installation")).Value;

    public async Task<AccessToken> CreateInstallationToken(long installationId) =>
        (await connection.SendAsync<AccessToken>(HttpMethod.Post, $"app/installations/{installationId}/access_tokens")).Value;
}
