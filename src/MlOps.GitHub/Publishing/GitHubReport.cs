using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using MlOps.Running;

namespace MlOps.GitHub.Publishing;

/// <summary>
/// Shows a run on GitHub while it goes on, and its verdict at the end: as a check run, or as what the token may write. Nothing here
/// throws because of GitHub; what it does not take is told in the <see cref="PublishedReport"/>. It owns its connection.
/// </summary>
public sealed class GitHubReport : IProgress<RunEvent>, IDisposable
{
    private static readonly TimeSpan StartBudget = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UpdateBudget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndBudget = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan CancelledBudget = TimeSpan.FromSeconds(8); // GitHub's runner kills ten seconds after it has asked

    private readonly Lock _gate = new();
    private readonly List<(string Name, StepStatus? Status)> _steps = [];
    private readonly GitHubConnection _connection;
    private readonly ReportIdentity _identity;
    private readonly PublicationTarget _target;
    private readonly PublicationOptions _options;
    private readonly CheckPublisher _check;
    private readonly StatusPublisher _status;
    private readonly CancellationTokenSource _hurry = new();
    private bool _ended;
    private bool _isShown;
    private bool _hasCheck;
    private bool _hasStatus;

    /// <summary>Prepares the report; nothing is sent yet.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="identity">By what check and comment are found again.</param>
    /// <param name="target">Where they belong.</param>
    /// <param name="options">How to publish.</param>
    /// <param name="time">The clock.</param>
    public GitHubReport(GitHubConnection connection, ReportIdentity identity, PublicationTarget target, PublicationOptions options, TimeProvider time)
    {
        (_connection, _identity, _target, _options) = (connection, identity, target, options);
        _check = new(connection, identity, target, time);
        _status = new(connection, identity, target);
    }

    /// <summary>Done when all that was asked for so far is sent.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Shows, beside the run, that it has begun.</summary>
    public void Begin() => Enqueue(StartAsync);

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        lock (_gate)
        {
            switch (value)
            {
                case RunEvent.Started started:
                    _steps.Add((started.Step, null));
                    break;
                case RunEvent.Ended ended when _steps.FindIndex(step => step.Name == ended.Run.Name) is >= 0 and var index:
                    _steps[index] = (ended.Run.Name, ended.Run.Status);
                    break;
                case RunEvent.Ended ended:
                    _steps.Add((ended.Run.Name, ended.Run.Status));
                    break;
                default:
                    return;
            }

            _isShown = false;
        }

        Enqueue(UpdateAsync);
    }

    /// <summary>Shows the verdict.</summary>
    /// <param name="content">What the check shows.</param>
    /// <param name="comment">Writes the comment, given what it links to.</param>
    /// <returns>What became of it.</returns>
    public async Task<PublishedReport> CompleteAsync(CheckContent content, Func<IReadOnlyList<(string Words, Uri Address)>, string> comment)
    {
        lock (_gate)
        {
            _ended = true;
        }

        if (content.Outcome == CheckOutcome.Cancelled)
        {
            await _hurry.CancelAsync();
        }

        await Sending;
        _connection.Budget.Open(content.Outcome == CheckOutcome.Cancelled ? CancelledBudget : EndBudget, CancellationToken.None);
        var problems = new List<Diagnostic>();
        var shown = await ClimbDownAsync(content, problems);
        if (_options.Comments && _target.PullRequest is { } number)
        {
            (string, Uri)[] links = [.. shown.Address is { } check ? [("Check", check)] : Array.Empty<(string, Uri)>(), .. _target.Build is { } build ? [("Build and report", build)] : Array.Empty<(string, Uri)>()];
            if (await TryAsync(() => new CommentPublisher(_connection, _identity, _target.Repository, number).WriteAsync(comment(links))) is { } refused)
            {
                problems.Add(Problem(Rules.NoComment, $"the comment of pull request {number} could not be written: {refused.Reason}"));
            }
        }

        return shown with { Address = shown.Address ?? _target.Build, Problems = problems };
    }

    /// <summary>Shows that a run ended without a result, unless its check has a conclusion already: a pipeline with mistakes leaves no run.</summary>
    /// <param name="cancelled">True when somebody stopped it.</param>
    /// <returns>What became of it; null when there was nothing to do.</returns>
    public async Task<PublishedReport?> CompleteLostAsync(bool cancelled)
    {
        await Sending;
        _connection.Budget.Open(EndBudget, CancellationToken.None);
        var isCompleted = false;
        _ = await TryAsync(async () => isCompleted = await _check.IsCompletedAsync());
        var content = CheckContents.OfLost(cancelled);
        return isCompleted ? null : await CompleteAsync(content, links => CommentContents.Of(content, _identity, links));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hurry.Dispose();
        _connection.Dispose();
    }

    // the check is tried in any case: what was refused at the start may be granted now
    private async Task<PublishedReport> ClimbDownAsync(CheckContent content, List<Diagnostic> problems)
    {
        Uri? address = null;
        var (rung, why) = (Rung.Check, (string?)null);
        if (await TryAsync(async () => address = await _check.CompleteAsync(content)) is { } noCheck)
        {
            (rung, why) = (Rung.Status, $"no check run: {noCheck.Reason}");
        }
        else if (await TryAsync(() => _check.AnnotateAsync(content)) is { } missing)
        {
            problems.Add(Problem(Rules.LowerRung, $"not every annotation could be added to the check '{_identity.CheckName}': {missing.Reason}"));
        }

        // a status that was left pending has to end as well
        if ((rung == Rung.Status || _hasStatus) && await TryAsync(() => _status.WriteAsync(content)) is { } noStatus && rung == Rung.Status)
        {
            (rung, why) = (_options.HasSummary ? Rung.Summary : Rung.Console, $"{why}; no commit status: {noStatus.Reason}");
        }

        if (why is not null)
        {
            problems.Add(Problem(Rules.LowerRung, $"the verdict of '{_identity.CheckName}' is shown {Place(rung)}; {why}"));
        }

        if (rung > _options.Required)
        {
            problems.Add(Problem(Rules.RungRequired, $"the verdict of '{_identity.CheckName}' is shown {Place(rung)}; --require asks for {_options.Required.ToString()!.ToLowerInvariant()}"));
        }

        return new(rung, why, address, problems);
    }

    private async Task StartAsync()
    {
        _connection.Budget.Open(StartBudget, _hurry.Token);
        var content = Progress();
        var noCheck = await TryAsync(() => _check.StartAsync(content));
        _hasCheck = noCheck is null;
        if (noCheck is { IsUnclear: false }) // GitHub that does not answer now may do so at the end
        {
            _hasStatus = await TryAsync(() => _status.WriteAsync(content)) is not { IsUnclear: false };
        }
    }

    // one request for several steps that ended meanwhile; a failure here is forgotten, as the end is what counts
    private async Task UpdateAsync()
    {
        CheckContent content;
        lock (_gate)
        {
            if (_isShown || _ended || !_hasCheck)
            {
                return;
            }

            _isShown = true;
            content = CheckContents.OfProgress(_steps);
        }

        _connection.Budget.Open(UpdateBudget, _hurry.Token);
        _ = await TryAsync(() => _check.UpdateAsync(content));
    }

    private CheckContent Progress()
    {
        lock (_gate)
        {
            return CheckContents.OfProgress([.. _steps]);
        }
    }

    private void Enqueue(Func<Task> send)
    {
        lock (_gate)
        {
            var before = Sending;
            Sending = Task.Run(async () =>
            {
                await before;
                await send();
            });
        }
    }

    // why it failed; null when it did not
    private async Task<GitHubFailure?> TryAsync(Func<Task> send)
    {
        try
        {
            await send();
            return null;
        }
        catch (Exception e) when (GitHubFailure.Is(e))
        {
            return GitHubFailure.Of(e, _connection.Redactor);
        }
    }

    private static string Place(Rung rung) => rung switch
    {
        Rung.Check => "as a check run",
        Rung.Status => "as a commit status",
        Rung.Summary => "in the job summary",
        _ => "on the console",
    };

    private static Diagnostic Problem(Rule rule, string message) => new(rule, Location.None, message);
}
