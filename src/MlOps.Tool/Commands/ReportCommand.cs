using System.CommandLine;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Publishing;
using MlOps.Reporting;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Publishing;

namespace MlOps.Tool.Commands;

/// <summary>
/// <c>dotnet mlops report</c>: shows a run on GitHub later, or that it was lost. The run's folder may come from a fork: where the
/// report belongs and what it is named after is taken from this side's pipeline, environment and options.
/// </summary>
internal sealed class ReportCommand
{
    private readonly ToolContext _tool;
    private readonly PipelineOptions _options;
    private readonly Option<string?> _from = new("--from") { Description = "The run's folder (default: that of the last run for this commit)", HelpName = "DIR" };
    private readonly Option<string?> _repository = new("--repository") { Description = "The repository (default: that of the build)", HelpName = "OWNER/NAME" };
    private readonly Option<string?> _commit = new("--commit") { Description = "The commit that was checked (default: that of the build)", HelpName = "SHA" };
    private readonly Option<int?> _pullRequest = new("--pull-request") { Description = "The pull request to comment on (default: that of the build)", HelpName = "NUMBER" };
    private readonly RequireOption _require = new();

    private ReportCommand(ToolContext tool, Command command)
    {
        _tool = tool;
        _options = new(command);
        command.Add(_from);
        command.Add(_repository);
        command.Add(_commit);
        command.Add(_pullRequest);
        command.Add(_require.Option);
        command.SetAction((parsed, _) => ExecuteAsync(parsed));
    }

    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("report", "Show a run on GitHub that was not shown yet, or that it was lost");
        _ = new ReportCommand(tool, command);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed)
    {
        var found = new DiagnosticBag(); // of mistakes in the pipeline the run itself has told
        var pipeline = LoadedPipeline.Read(_options, parsed, _tool, found);
        if (found.All.FirstOrDefault(problem => problem.Rule == Rules.MissingInput && pipeline.Source is null) is { } missing)
        {
            throw new MlOpsException(missing);
        }

        if (AskedReport.Of(pipeline) is not { } asked)
        {
            _tool.Out.WriteLine($"{_options.File(parsed)} asks for no report on GitHub; 'report: github' does so");
            return ExitCode.Passed;
        }

        if (!GitHubTarget.HasSignIn(_tool.Environment))
        {
            throw new MlOpsException(Rules.BadSignIn, Location.None, "the environment holds neither GITHUB_TOKEN nor MLOPS_GITHUB_APP_ID");
        }

        var build = CiDetector.Detect(_tool.Environment, found);
        var target = Target(parsed, build);
        var folder = Folder(parsed, pipeline, target);
        var record = new RunFolder(folder).ReadPublication();
        var run = new RunFolder(folder).ReadRun();
        RequireSame(folder, asked, target, record, run);
        if (run is not null && record?.Rung == Rung.Check && build?.IsFork != true)
        {
            _tool.Out.WriteLine($"the check '{asked.Identity.CheckName}' shows run {PlainText.Of(run.Id, PlainText.MaxName)} already");
            return ExitCode.Passed;
        }

        target = await ConfirmAsync(target, record);
        using var session = new GitHubSession(_tool, asked, target, Paths(parsed, build, run), _require.Value(parsed));
        var published = run is null
            ? await session.Report.CompleteLostAsync(build?.Upstream?.Conclusion == "cancelled")
            : await session.EndAsync(run);
        return Tell(asked, build?.Upstream is null ? null : run, published);
    }

    // never from the run's folder
    private PublicationTarget Target(ParseResult parsed, CiBuild? build)
    {
        build = (build ?? new() { System = CiSystem.Other }) with
        {
            Host = parsed.GetValue(_repository) is null ? build?.Host : null,
            Repository = parsed.GetValue(_repository) ?? build?.Repository,
            Commit = parsed.GetValue(_commit) ?? build?.Commit,
            PullRequest = parsed.GetValue(_pullRequest) ?? build?.PullRequest,
            Url = build?.Upstream?.Url ?? build?.Url,
        };
        return GitHubTarget.Of(build, _tool.Environment) ?? throw new MlOpsException(
            Rules.UnknownTarget, Location.None, "no repository of GitHub and commit is known; expected --repository OWNER/NAME and --commit with the whole hash, or a build server that names both");
    }

    // a folder of another commit may lie here, out of a cache
    private string Folder(ParseResult parsed, LoadedPipeline pipeline, PublicationTarget target)
    {
        if (parsed.GetValue(_from) is { } from)
        {
            return _tool.FullPath(from);
        }

        var runs = pipeline.State.Runs;
        var all = Directory.Exists(runs) ? Directory.GetDirectories(runs).OrderDescending(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return all.FirstOrDefault(folder => new RunFolder(folder).ReadPublication()?.Commit == target.Commit) ?? Path.Combine(runs, "none");
    }

    private static void RequireSame(string folder, AskedReport asked, PublicationTarget target, PublicationRecord? record, RunResult? run)
    {
        (string What, string? Found, string Expected)[] claims =
        [
            ("pipeline", run?.Pipeline ?? record?.Pipeline, asked.Identity.Pipeline),
            ("repository", record?.Repository, target.Repository.ToString()),
            ("commit", record?.Commit, target.Commit),
        ];
        if (claims.FirstOrDefault(claim => claim.Found is not null && !string.Equals(claim.Found, claim.Expected, StringComparison.OrdinalIgnoreCase)) is { What: { } what } wrong)
        {
            throw new MlOpsException(
                Rules.BadRunFolder, new(Path.GetFileName(folder)), $"the run is of {what} '{PlainText.Of(wrong.Found!, PlainText.MaxName)}'; expected '{wrong.Expected}'");
        }
    }

    private async Task<PublicationTarget> ConfirmAsync(PublicationTarget target, PublicationRecord? record)
    {
        if (target.PullRequest is not null || record?.PullRequest is not { } claimed)
        {
            return target;
        }

        using var connection = new GitHubConnection(GitHubSettings.Read(_tool.Environment)!, target.Repository, RequestLimits.Small, _tool.Time, _tool.Wait);
        return await PullRequests.IsOfAsync(connection, claimed, target.Commit) ? target with { PullRequest = claimed } : target;
    }

    // the run named files from the folder that it was started in, which may have been another one than here
    private RepositoryPaths Paths(ParseResult parsed, CiBuild? build, RunResult? run)
    {
        var pipeline = _tool.FullPath(_options.File(parsed)).Replace('\\', '/');
        var start = run is not null && pipeline.EndsWith($"/{run.File}", StringComparison.Ordinal) ? pipeline[..^(run.File.Length + 1)] : Path.GetDirectoryName(pipeline)!;
        return RepositoryPaths.Find(start.Length == 0 ? "/" : start, build?.Folder);
    }

    // the job that ran has its summary already; the job of another workflow has none
    private int Tell(AskedReport asked, RunResult? unseen, PublishedReport? published)
    {
        if (published is null)
        {
            _tool.Out.WriteLine($"the check '{asked.Identity.CheckName}' has its conclusion already");
            return ExitCode.Passed;
        }

        foreach (var problem in published.Problems)
        {
            _tool.Out.WriteLine(problem);
        }

        if (published.Rung >= Rung.Summary && unseen is not null && _tool.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            File.AppendAllText(summary, MarkdownReport.Write(RunReport.Of(unseen with { Published = published })));
        }

        _tool.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"GitHub shows '{asked.Identity.CheckName}' as {Place(published.Rung)}{(published.Address is { } page ? $": {page}" : "")}"));
        return published.Problems.Any(problem => problem.Rule == Rules.RungRequired) ? ExitCode.StepFailed : ExitCode.Passed;
    }

    private static string Place(Rung rung) => rung switch
    {
        Rung.Check => "a check run",
        Rung.Status => "a commit status",
        Rung.Summary => "a job summary only",
        _ => "nothing",
    };
}
