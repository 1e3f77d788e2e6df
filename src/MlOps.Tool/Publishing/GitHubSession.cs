using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using MlOps.GitHub.Publishing;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.Tool.Publishing;

/// <summary>A report on GitHub that is under way, and what it is about.</summary>
internal sealed class GitHubSession : IDisposable
{
    private readonly AskedReport _asked;
    private readonly RepositoryPaths _paths;

    /// <summary>Opens it; nothing is sent yet.</summary>
    /// <param name="tool">The process, whose environment holds the sign-in.</param>
    /// <param name="asked">What to report as.</param>
    /// <param name="target">Where it belongs.</param>
    /// <param name="paths">Where files lie in the repository.</param>
    /// <param name="required">The lowest rung that is no error; null when any is right.</param>
    /// <exception cref="MlOpsException">MLOPS6104: nobody can sign in with what the environment holds.</exception>
    public GitHubSession(ToolContext tool, AskedReport asked, PublicationTarget target, RepositoryPaths paths, Rung? required)
    {
        (_asked, _paths, Target) = (asked, paths, target);
        Connection = new(GitHubSettings.Read(tool.Environment)!, target.Repository, RequestLimits.Small, tool.Time, tool.Wait);
        var hasSummary = !string.IsNullOrEmpty(tool.Environment("GITHUB_STEP_SUMMARY"));
        Report = new(Connection, asked.Identity, target, new(asked.Comment, hasSummary, required), tool.Time);
    }

    /// <summary>The report.</summary>
    public GitHubReport Report { get; }

    /// <summary>Where it belongs.</summary>
    public PublicationTarget Target { get; }

    /// <summary>The connection, which the report owns.</summary>
    public GitHubConnection Connection { get; }

    /// <summary>What the run's folder keeps of it.</summary>
    public PublicationRecord Record => PublicationRecord.Of(_asked.Identity, Target);

    /// <summary>Shows the verdict of a run.</summary>
    /// <param name="run">The run.</param>
    public Task<PublishedReport> EndAsync(RunResult run) =>
        Report.CompleteAsync(CheckContents.Of(run, _paths), links => CommentContents.Of(run, _asked.Identity, links));

    /// <summary>Shows why nothing ran.</summary>
    /// <param name="found">The findings.</param>
    public Task<PublishedReport> EndAsync(IReadOnlyList<Diagnostic> found)
    {
        var content = CheckContents.OfMistakes(found, _paths);
        return Report.CompleteAsync(content, links => CommentContents.Of(content, _asked.Identity, links));
    }

    /// <inheritdoc/>
    public void Dispose() => Report.Dispose();
}
