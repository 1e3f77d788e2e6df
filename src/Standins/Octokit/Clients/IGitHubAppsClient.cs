namespace Octokit;

public interface IGitHubAppsClient
{
    Task<Installation> GetRepositoryInstallationForCurrent(string owner, string repo);

    Task<AccessToken> CreateInstallationToken(long installationId);
}
