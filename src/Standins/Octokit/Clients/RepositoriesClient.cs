namespace Octokit;

internal sealed class RepositoriesClient(Connection connection) : IRepositoriesClient
{
    public ICommitStatusClient Status { get; } = new CommitStatusClient(connection);

    public IReleasesClient Release { get; } = new ReleasesClient(connection);
}
