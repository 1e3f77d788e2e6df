using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using Octokit;

namespace MlOps.GitHub.Publishing;

/// <summary>Writes one comment of a pull request: the one that ends with the pipeline's marker is edited in place.</summary>
/// <param name="connection">The connection.</param>
/// <param name="identity">By what the comment is found.</param>
/// <param name="repository">The repository.</param>
/// <param name="pullRequest">The pull request's number.</param>
internal sealed class CommentPublisher(GitHubConnection connection, ReportIdentity identity, RepositoryName repository, int pullRequest)
{
    private readonly CarefulWrites _writes = new(connection);

    private IIssueCommentsClient Comments => connection.Client.Issue.Comment;

    /// <summary>Writes the comment; of several that jobs wrote at the same moment one is left.</summary>
    /// <param name="body">Markdown that ends with the marker.</param>
    public async Task WriteAsync(string body)
    {
        var text = connection.Redactor.Redact(body);
        _ = await _writes.RepeatAsync(async () =>
        {
            var own = await FindAsync();
            if (own.Count == 0)
            {
                _ = await Comments.Create(repository.Owner, repository.Name, pullRequest, text);
                own = await FindAsync(); // another job may have been quicker
            }

            if (own.Count > 0 && own[0].Body != text)
            {
                _ = await Comments.Update(repository.Owner, repository.Name, own[0].Id, text);
            }

            foreach (var extra in own.Skip(1).Where(extra => extra.User?.Id == own[0].User?.Id))
            {
                await DeleteAsync(extra);
            }

            return own.Count;
        });
    }

    // the marker at the end: who quotes the comment has it in the middle
    private async Task<IReadOnlyList<IssueComment>> FindAsync()
    {
        var all = await Comments.GetAllForIssue(repository.Owner, repository.Name, pullRequest, new ApiOptions { PageSize = GitHubLimits.PageSize });
        return [.. all.Where(comment => comment.Body?.TrimEnd().EndsWith(identity.Marker, StringComparison.Ordinal) == true).OrderBy(comment => comment.Id)];
    }

    private async Task DeleteAsync(IssueComment comment)
    {
        try
        {
            await Comments.Delete(repository.Owner, repository.Name, comment.Id);
        }
        catch (NotFoundException)
        {
            // the other job has deleted it
        }
    }
}
