using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Planning;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.Tool.Output;

/// <summary>
/// Tells the build server of a run in its own words: findings beside their lines, metrics, outputs for later steps, and the reports at a
/// place that a job can name. Does nothing where no build server runs the tool, and never changes how a run ends.
/// </summary>
internal sealed class CiOutput
{
    private const string CodeQuality = "code-quality.json";
    private const string Metrics = "metrics.txt";

    private readonly StateFolder _state;
    private readonly ToolContext _tool;
    private readonly TextWriter _log;

    /// <summary>Prepares to tell it.</summary>
    /// <param name="state">The state folder.</param>
    /// <param name="tool">The process.</param>
    /// <param name="log">Receives commands to the build server, which reads standard output and standard error.</param>
    public CiOutput(StateFolder state, ToolContext tool, TextWriter log) => (_state, _tool, _log) = (state, tool, log);

    /// <summary>Removes the reports of the run before: a job must not take them for those of a run that ends before it has any.</summary>
    public void Forget() => Tell(_ =>
    {
        if (Directory.Exists(_state.Report))
        {
            Directory.Delete(_state.Report, recursive: true);
        }
    });

    /// <summary>Tells of a run whose reports are written.</summary>
    /// <param name="id">The run.</param>
    /// <param name="isAnnotated">True when a check shows the findings beside their lines already.</param>
    public void Run(string id, bool isAnnotated) => Tell(system =>
    {
        if (new RunRecords(_state).Find(id) is { } run)
        {
            Copy(run);
            Write(system, Shown(system, Annotation.Of(run, Paths()), isAnnotated));
            Write(system, run);
        }
    });

    /// <summary>Tells of a pipeline that cannot run as it stands.</summary>
    /// <param name="found">Its mistakes.</param>
    /// <param name="isAnnotated">True when a check shows them beside their lines already.</param>
    public void Invalid(IEnumerable<Diagnostic> found, bool isAnnotated) => Tell(system =>
    {
        Write(system, Shown(system, Annotation.Of(found, Paths()), isAnnotated));
        if (system == CiSystem.GitHub)
        {
            AppendOutputs(GitHubOutputs.Invalid());
        }
    });

    /// <summary>Tells what a run would do: a workflow keeps its outputs under a key that changes with them.</summary>
    /// <param name="plan">Every step.</param>
    public void Plan(IEnumerable<PlannedStep> plan) => Tell(system =>
    {
        if (system == CiSystem.GitHub)
        {
            AppendOutputs(GitHubOutputs.Plan(plan.Select(step => step.Fingerprint.Sha256), Relative(_state.Path)));
        }
    });

    private static IReadOnlyList<Annotation> Shown(CiSystem system, IReadOnlyList<Annotation> all, bool isAnnotated) =>
        isAnnotated && system == CiSystem.GitHub ? [.. all.Where(one => one.Path is null)] : all;

    private void Tell(Action<CiSystem> tell)
    {
        if (CiDetector.Find(_tool.Environment) is not { } system)
        {
            return;
        }

        try
        {
            tell(system);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _tool.Error.WriteLine(new Diagnostic(Rules.BuildNotTold, Location.None, e.Message));
        }
    }

    private RepositoryPaths Paths() => RepositoryPaths.Find(_tool.Folder, CiDetector.Detect(_tool.Environment, new DiagnosticBag())?.Folder);

    private void Copy(RunResult run)
    {
        foreach (var file in ReportFiles.Names)
        {
            AtomicFile.WriteText(Path.Combine(_state.Report, file), File.ReadAllText(Path.Combine(_state.Run(run.Id), file)));
        }

        AtomicFile.WriteText(Path.Combine(_state.Report, Metrics), OpenMetrics.Write(run));
    }

    private void Write(CiSystem system, IReadOnlyList<Annotation> annotations)
    {
        switch (system)
        {
            case CiSystem.GitHub:
                _log.Write(GitHubCommands.Write(annotations));
                break;
            case CiSystem.Azure:
                _log.Write(AzureCommands.Write(annotations));
                break;
            case CiSystem.TeamCity:
                _log.Write(TeamCityMessages.Problems(annotations));
                break;
            case CiSystem.GitLab:
                _state.Create();
                AtomicFile.WriteText(Path.Combine(_state.Report, CodeQuality), GitLabCodeQuality.Write(annotations));
                break;
        }
    }

    private void Write(CiSystem system, RunResult run)
    {
        switch (system)
        {
            case CiSystem.GitHub:
                AppendOutputs(GitHubOutputs.Write(run, Relative(Path.Combine(_state.Report, ReportFiles.Html))));
                break;
            case CiSystem.Azure:
                _log.Write(AzureCommands.Summary(Path.Combine(_state.Report, ReportFiles.Markdown)));
                _log.Write(AzureCommands.Output("verdict", Spec.Kebab.Of(run.Verdict)));
                break;
            case CiSystem.TeamCity:
                _log.Write(TeamCityMessages.Statistics(run));
                break;
        }
    }

    private string Relative(string path) => Path.GetRelativePath(_tool.Folder, path).Replace('\\', '/');

    private void AppendOutputs(string lines)
    {
        if (_tool.Environment("GITHUB_OUTPUT") is { Length: > 0 } file)
        {
            File.AppendAllText(file, lines);
        }
    }
}
