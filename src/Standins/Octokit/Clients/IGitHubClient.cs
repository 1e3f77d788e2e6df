namespace Octokit;

public interface IGitHubClient
{
    IConnection Connection { get; }

    IChecksClient Check { get; }

    IGitHubAppsClient GitHubApps { get; }

    IIssuesClient Issue { get; }

    IPullRequestsClient PullRequest { get; }

    IRepositoriesClient Repository { get; }
}
