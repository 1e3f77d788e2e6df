using Octokit.Internal;

namespace Octokit;

internal sealed class IssueCommentsClient(Connection connection) : IIssueCommentsClient
{
    public async Task<IReadOnlyList<IssueComment>> GetAllForIssue(string owner, string name, long issueNumber) =>
        await GetAllForIssue(owner, name, issueNumber, new ApiOptions());

    public async Task<IReadOnlyList<IssueComment>> GetAllForIssue(string owner, string name, long issueNumber, ApiOptions options) =>
        [.. (await Pages.GetAsync<IReadOnlyList<IssueComment>>(connection, $"repos/{owner}/{name}/issues/{issueNumber}/comments", options)).SelectMany(page => page)];

    public async Task<IssueComment> Create(string owner, string name, long issueNumber, string newComment) =>
        (await connection.SendAsync<IssueComment>(HttpMethod.Post, $"repos/{owner}/{name}/issues/{issueNumber}/comments", new { body = newComment })).Value;

    public async Task<IssueComment> Update(string owner, string name, long commentId, string commentUpdate) =>
        (await connection.SendAsync<IssueComment>(HttpMethod.Patch, $"repos/{owner}/{name}/issues/comments/{commentId}", new { body = commentUpdate })).Value;

    public Task Delete(string owner, string name, long commentId) =>
        connection.SendAsync(new Request { Method = HttpMethod.Delete, Endpoint = new($"repos/{owner}/{name}/issues/comments/{commentId}", UriKind.Relative) });
}
