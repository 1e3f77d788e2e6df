using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using MlOps.Reporting;
using Octokit;

namespace MlOps.GitHub.Publishing;

/// <summary>Writes a commit status. GitHub shows the last one of a name, so that writing it twice does no harm.</summary>
/// <param name="connection">The connection.</param>
/// <param name="identity">Gives the status its name: that of the check.</param>
/// <param name="target">Where it belongs.</param>
internal sealed class StatusPublisher(GitHubConnection connection, ReportIdentity identity, PublicationTarget target)
{
    private readonly CarefulWrites _writes = new(connection);

    /// <summary>Writes the status.</summary>
    /// <param name="content">What the check would show.</param>
    public Task WriteAsync(CheckContent content) => _writes.RepeatAsync(() => connection.Client.Repository.Status.Create(
        target.Repository.Owner,
        target.Repository.Name,
        target.Commit,
        new NewCommitStatus
        {
            State = StateOf(content.Outcome),
            Context = identity.CheckName,
            Description = PlainText.Of(connection.Redactor.Redact(content.Title), GitHubLimits.StatusCharacters - 1),
            TargetUrl = target.Build?.AbsoluteUri,
        }));

    private static CommitState StateOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.InProgress => CommitState.Pending,
        CheckOutcome.Success => CommitState.Success,
        CheckOutcome.Cancelled => CommitState.Error,
        _ => CommitState.Failure,
    };
}
