using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.GitHub.Publishing;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Commands;

namespace MlOps.Tool.Publishing;

/// <summary>
/// A run beside its report on GitHub, from before its first step to after its last. Where the pipeline asks for no report, or the
/// environment names no repository and no token, it does nothing, and Octokit is not loaded. What fails there never changes the run.
/// </summary>
internal sealed class GitHubRun : IProgress<RunEvent>, IAsyncDisposable
{
    private readonly StateFolder _state;
    private readonly GitHubSession? _session;
    private readonly PublishedReport? _unshown;
    private readonly CancellationToken _cancelled;
    private string? _recordFile;
    private bool _isEnded;

    private GitHubRun(StateFolder state, GitHubSession? session, PublishedReport? unshown, CancellationToken ct)
    {
        (_state, _session, _unshown, _cancelled) = (state, session, unshown, ct);
        session?.Report.Begin();
    }

    /// <summary>Begins the report that is asked for.</summary>
    /// <param name="tool">The process.</param>
    /// <param name="find">Finds what is asked for, where there is somebody to sign in; null for nothing.</param>
    /// <param name="state">The state folder.</param>
    /// <param name="required">The lowest rung that is no error; null when any is right.</param>
    /// <param name="ct">Cancelled when the run is.</param>
    public static GitHubRun Begin(ToolContext tool, Func<AskedReport?> find, StateFolder state, Rung? required, CancellationToken ct)
    {
        if (!GitHubTarget.HasSignIn(tool.Environment))
        {
            return new(state, null, Unshown("the environment holds neither GITHUB_TOKEN nor MLOPS_GITHUB_APP_ID", required, isAsked: false), ct);
        }

        if (find() is not { } asked)
        {
            return new(state, null, Unshown("no report on GitHub is asked for", required, isAsked: false), ct);
        }

        var build = CiDetector.Detect(tool.Environment, new DiagnosticBag());
        if (GitHubTarget.Of(build, tool.Environment) is not { } target)
        {
            return new(state, null, Unshown("no build server names a repository and a commit of GitHub", required, isAsked: false), ct);
        }

        try
        {
            return new(state, new(tool, asked, target, RepositoryPaths.Find(tool.Folder, build?.Folder), required), null, ct);
        }
        catch (MlOpsException e)
        {
            return new(state, null, Unshown(e.Diagnostic.Message, required, isAsked: true), ct);
        }
    }

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        if (value is RunEvent.Begun begun && _session is not null)
        {
            _recordFile = Path.Combine(_state.Run(begun.Id), PublicationRecord.FileName);
            Save(_session.Record);
        }

        _session?.Report.Report(value);
    }

    /// <summary>Shows the verdict.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The run, which tells where GitHub shows it.</returns>
    public async Task<RunResult> EndAsync(RunResult run)
    {
        _isEnded = true;
        if (_session is null)
        {
            return run with { Published = _unshown };
        }

        var published = await _session.EndAsync(run);
        Save(_session.Record with { Rung = published.Rung });
        return run with { Published = published };
    }

    /// <summary>Shows why nothing ran.</summary>
    /// <param name="found">The findings.</param>
    /// <returns>True when GitHub shows them on their lines.</returns>
    public async Task<bool> EndAsync(IReadOnlyList<Diagnostic> found)
    {
        _isEnded = true;
        return _session is not null && (await _session.EndAsync(found)).Rung == Rung.Check;
    }

    /// <summary>Ends a report whose run did not end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is null)
        {
            return;
        }

        if (!_isEnded)
        {
            _ = await _session.Report.CompleteLostAsync(_cancelled.IsCancellationRequested);
        }

        _session.Dispose();
    }

    private void Save(PublicationRecord record)
    {
        if (_recordFile is not null)
        {
            AtomicFile.Write(_recordFile, stream => JsonSerializer.Serialize(stream, record, PublicationJson.Default.PublicationRecord));
        }
    }

    // what nobody asked for is not missed
    private static PublishedReport? Unshown(string why, Rung? required, bool isAsked)
    {
        Diagnostic[] problems =
        [
            .. isAsked ? [new(Rules.LowerRung, Location.None, $"GitHub does not show this run: {why}")] : Array.Empty<Diagnostic>(),
            .. required < Rung.Console ? [new(Rules.RungRequired, Location.None, $"--require asks for {Spec.Kebab.Of(required.Value)}, and GitHub does not show this run: {why}")] : Array.Empty<Diagnostic>(),
        ];
        return problems.Length == 0 ? null : new(Rung.Console, why, null, problems);
    }
}
