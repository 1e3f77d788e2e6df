using MlOps.GitHub.Access;
using MlOps.GitHub.Content;
using Octokit;

namespace MlOps.GitHub.Publishing;

/// <summary>
/// Writes one check run on one commit. It finds the check of an earlier attempt by its name and <c>external_id</c>, and adds none
/// beside it. Where two jobs made one each at the same moment, both are written: GitHub deletes no check.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="identity">By what the check is found.</param>
/// <param name="target">Where it belongs.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckPublisher(GitHubConnection connection, ReportIdentity identity, PublicationTarget target, TimeProvider time)
{
    private readonly CarefulWrites _writes = new(connection);
    private readonly string _owner = target.Repository.Owner;
    private readonly string _name = target.Repository.Name;
    private IReadOnlyList<CheckRun> _own = [];

    private ICheckRunsClient Checks => connection.Client.Check.Run;

    /// <summary>Shows that the run has begun.</summary>
    /// <param name="content">Of a run that goes on.</param>
    public Task StartAsync(CheckContent content) => WriteAsync(content);

    /// <summary>
    /// Shows how far the run is. The status is left alone: should this request arrive late, it must not take back a conclusion.
    /// </summary>
    /// <param name="content">Of a run that goes on.</param>
    public async Task UpdateAsync(CheckContent content)
    {
        foreach (var check in _own)
        {
            _ = await Checks.Update(_owner, _name, check.Id, new CheckRunUpdate { Output = Output(content) });
        }
    }

    /// <summary>Concludes the check: the verdict first, in one request, so that it stands whatever becomes of the annotations.</summary>
    /// <param name="content">Of a run that has ended.</param>
    /// <returns>The check's page.</returns>
    public async Task<Uri?> CompleteAsync(CheckContent content)
    {
        await WriteAsync(content);
        return _own.Count > 0 && Uri.TryCreate(_own[0].HtmlUrl, UriKind.Absolute, out var page) ? page : null;
    }

    /// <summary>Whether the check is there and has its conclusion already.</summary>
    public async Task<bool> IsCompletedAsync()
    {
        var own = await FindAsync();
        return own.Count > 0 && own.All(check => check.Status.Value == CheckStatus.Completed);
    }

    /// <summary>Adds those annotations that the check does not have yet, in as many requests as it takes. GitHub takes none away.</summary>
    /// <param name="content">Of a run that has ended, and whose check is completed.</param>
    public async Task AnnotateAsync(CheckContent content)
    {
        foreach (var check in content.Annotations.Count == 0 ? [] : _own)
        {
            _ = await _writes.RepeatAsync(async () =>
            {
                foreach (var part in (await MissingAsync(check, content.Annotations)).Chunk(GitHubLimits.AnnotationsPerRequest))
                {
                    var output = Output(content);
                    output.Annotations = [.. part.Select(Annotation)];
                    _ = await Checks.Update(_owner, _name, check.Id, new CheckRunUpdate { Output = output });
                }

                return check;
            });
        }
    }

    private Task<CheckRun> WriteAsync(CheckContent content) => _writes.RepeatAsync(async () =>
    {
        _own = await FindAsync();
        if (_own.Count == 0)
        {
            _own = [await Checks.Create(_owner, _name, New(content))];
        }
        else
        {
            foreach (var check in _own)
            {
                _ = await Checks.Update(_owner, _name, check.Id, Change(content));
            }
        }

        return _own[0];
    });

    private async Task<IReadOnlyList<CheckRun>> FindAsync()
    {
        var named = await Checks.GetAllForReference(
            _owner, _name, target.Commit, new() { CheckName = identity.CheckName, Filter = CheckRunCompletedAtFilter.All }, new() { PageSize = GitHubLimits.PageSize });
        return [.. named.CheckRuns.Where(check => check.ExternalId == identity.ExternalId(target.Commit)).OrderBy(check => check.Id)];
    }

    private async Task<IEnumerable<CheckAnnotation>> MissingAsync(CheckRun check, IReadOnlyList<CheckAnnotation> wanted)
    {
        var there = await Checks.GetAllAnnotations(_owner, _name, check.Id, new() { PageSize = GitHubLimits.PageSize });
        var left = there.GroupBy(Key).ToDictionary(group => group.Key, group => group.Count());
        return wanted.Where(annotation =>
        {
            var count = left.GetValueOrDefault(Key(annotation));
            left[Key(annotation)] = count - 1;
            return count <= 0;
        }).ToList();
    }

    private static (string, int, int?, string?, string?) Key(CheckRunAnnotation there) => (there.Path, there.StartLine, there.StartColumn, there.Title, there.Message);

    private (string, int, int?, string?, string?) Key(CheckAnnotation wanted) =>
        (wanted.Path, wanted.Line, wanted.Columns?.Start, wanted.Title, connection.Redactor.Redact(wanted.Message));

    private NewCheckRun New(CheckContent content) => new(identity.CheckName, target.Commit)
    {
        ExternalId = identity.ExternalId(target.Commit),
        DetailsUrl = target.Build?.AbsoluteUri,
        StartedAt = time.GetUtcNow(),
        Status = StatusOf(content.Outcome),
        Conclusion = ConclusionOf(content.Outcome),
        CompletedAt = content.Outcome == CheckOutcome.InProgress ? null : time.GetUtcNow(),
        Output = Output(content),
    };

    private CheckRunUpdate Change(CheckContent content) => new()
    {
        DetailsUrl = target.Build?.AbsoluteUri,
        StartedAt = content.Outcome == CheckOutcome.InProgress ? time.GetUtcNow() : null,
        Status = StatusOf(content.Outcome),
        Conclusion = ConclusionOf(content.Outcome),
        CompletedAt = content.Outcome == CheckOutcome.InProgress ? null : time.GetUtcNow(),
        Output = Output(content),
    };

    private NewCheckRunOutput Output(CheckContent content) => new(connection.Redactor.Redact(content.Title), connection.Redactor.Redact(content.Summary))
    {
        Text = content.Text is { } text ? connection.Redactor.Redact(text) : null,
    };

    private NewCheckRunAnnotation Annotation(CheckAnnotation annotation) => new(annotation.Path, annotation.Line, annotation.Line, LevelOf(annotation.Level), connection.Redactor.Redact(annotation.Message))
    {
        StartColumn = annotation.Columns?.Start,
        EndColumn = annotation.Columns?.End,
        Title = annotation.Title,
    };

    private static CheckStatus StatusOf(CheckOutcome outcome) => outcome == CheckOutcome.InProgress ? CheckStatus.InProgress : CheckStatus.Completed;

    private static StringEnum<CheckConclusion>? ConclusionOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.InProgress => null,
        CheckOutcome.Success => CheckConclusion.Success,
        CheckOutcome.Cancelled => CheckConclusion.Cancelled,
        _ => CheckConclusion.Failure,
    };

    private static CheckAnnotationLevel LevelOf(AnnotationLevel level) => level switch
    {
        AnnotationLevel.Failure => CheckAnnotationLevel.Failure,
        AnnotationLevel.Warning => CheckAnnotationLevel.Warning,
        _ => CheckAnnotationLevel.Notice,
    };
}
