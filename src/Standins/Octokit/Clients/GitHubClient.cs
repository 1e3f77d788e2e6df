namespace Octokit;

public class GitHubClient : IGitHubClient
{
    public GitHubClient(IConnection connection)
    {
        Connection = connection;
        var own = (Connection)connection;
        Check = new ChecksClient(own);
        GitHubApps = new GitHubAppsClient(own);
        Issue = new IssuesClient(own);
        PullRequest = new PullRequestsClient(own);
        Repository = new RepositoriesClient(own);
    }

    public IConnection Connection { get; }

    public IChecksClient Check { get; }

    public IGitHubAppsClient GitHubApps { get; }

    public IIssuesClient Issue { get; }

    public IPullRequestsClient PullRequest { get; }

    public IRepositoriesClient Repository { get; }
}
