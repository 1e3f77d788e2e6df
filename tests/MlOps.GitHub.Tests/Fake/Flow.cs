using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using MlOps.GitHub.Publishing;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.GitHub.Tests.Fake;

/// <summary>Takes a run through its report on GitHub, from the start to the comment.</summary>
internal static class Flow
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";
    public const int PullRequest = 7;

    public static ReportIdentity Identity { get; } = new("mail-spam", "mail-spam");

    public static RepositoryPaths Paths { get; } = new("/repository", "/repository");

    public static async Task<PublishedReport> RunAsync(Bench bench, RunResult run, PublicationOptions? options = null, CheckContent? content = null)
    {
        using var report = Report(bench, options);
        report.Begin();
        foreach (var step in run.Steps)
        {
            report.Report(new RunEvent.Started(step.Name, step.Kind));
            await report.Sending;
            report.Report(new RunEvent.Ended(step));
            await report.Sending;
        }

        return await CompleteAsync(report, run, content);
    }

    public static GitHubReport Report(Bench bench, PublicationOptions? options = null) => new(
        bench.Connect(),
        Identity,
        new(RepositoryName.Parse(bench.Repository.Name)!, Commit, PullRequest, new("https://ci.example.com/build/1")),
        options ?? new(Comments: true, HasSummary: true, Required: null),
        bench.Time);

    public static Task<PublishedReport> CompleteAsync(GitHubReport report, RunResult run, CheckContent? content = null) =>
        report.CompleteAsync(content ?? CheckContents.Of(run, Paths), links => CommentContents.Of(run, Identity, links));

    public static Diagnostic Finding(int line) => new(Rules.GateNotMet, new("pipeline.yml", line, 9), $"finding {line}");
}
