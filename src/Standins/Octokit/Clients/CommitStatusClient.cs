namespace Octokit;

internal sealed class CommitStatusClient(Connection connection) : ICommitStatusClient
{
    public async Task<CommitStatus> Create(string owner, string name, string reference, NewCommitStatus newCommitStatus) =>
        (await connection.SendAsync<CommitStatus>(HttpMethod.Post, $"repos/{owner}/{name}/statuses/{reference}", newCommitStatus)).Value;
}
