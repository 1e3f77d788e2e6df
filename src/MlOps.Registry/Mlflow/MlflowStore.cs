using System.Collections.Concurrent;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Mlflow.Wire;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Mlflow;

/// <summary>Reads models from the server, registers and changes them.</summary>
internal sealed class MlflowStore
{
    private const int MostAttempts = 8;

    private readonly string _cache;
    private readonly TimeProvider _time;
    private readonly Func<TimeSpan, CancellationToken, Task> _wait;
    private readonly MlflowClient _client;
    private readonly MlflowModels _models;
    private readonly MlflowRuns _runs;
    private readonly MlflowHistory _history;

    // a version's training never changes
    private readonly ConcurrentDictionary<(string Model, int Version), string> _trainings = new();

    /// <summary>Names a server.</summary>
    /// <param name="client">The server.</param>
    /// <param name="cache">Full path of the folder for what is downloaded.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wait">Waits before another attempt.</param>
    public MlflowStore(MlflowClient client, string cache, TimeProvider time, Func<TimeSpan, CancellationToken, Task> wait)
    {
        (_client, _cache, _time, _wait) = (client, cache, time, wait);
        (_models, _runs) = (new(client), new(client, time));
        _history = new(_models, _runs);
    }

    /// <summary>Every model, by name.</summary>
    /// <param name="ct">Ends the requests.</param>
    public async Task<IReadOnlyList<RegisteredModel>> AllAsync(CancellationToken ct)
    {
        var found = new List<RegisteredModel>();
        foreach (var model in await _models.AllAsync(ct))
        {
            found.Add((await ReadAsync(model, ct)).Model);
        }

        return [.. found.OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    /// <summary>A model; null where there is none of the name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ct">Ends the requests.</param>
    public async Task<MlflowState?> FindAsync(string name, CancellationToken ct) => await _models.FindAsync(name, ct) is { } model ? await ReadAsync(model, ct) : null;

    /// <summary>A version as the server has it.</summary>
    /// <param name="version">The version.</param>
    /// <param name="ct">Ends the request.</param>
    /// <exception cref="MlOpsException">MLOPS5006: it is not there any more.</exception>
    public async Task<MlflowVersion> RawAsync(ModelVersion version, CancellationToken ct) =>
        await _models.FindVersionAsync(version.Model, version.Version, ct) ?? throw ModelRegistry.NoVersion(version.Model, version.Version);

    /// <summary>Fingerprint of the training that a version comes from; null where it is not known.</summary>
    /// <param name="version">A version that was read here.</param>
    public string? TrainingOf(ModelVersion version) => _trainings.GetValueOrDefault((version.Model, version.Version));

    /// <summary>What was measured in the run of a version.</summary>
    /// <param name="version">The version as the server has it.</param>
    /// <param name="ct">Ends the request.</param>
    public async Task<IReadOnlyDictionary<string, double?>> MetricsAsync(MlflowVersion version, CancellationToken ct)
    {
        var run = version.RunId is { Length: > 0 } id ? await _runs.FindAsync(id, ct) : null;
        return (run?.Data?.Metrics ?? []).ToDictionary(metric => metric.Key, metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null);
    }

    /// <summary>Registers a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="ct">Gives up; before its version is made, nothing is registered then.</param>
    public async Task<Registration> RegisterAsync(Candidate candidate, CancellationToken ct)
    {
        var files = ModelFiles.Read(candidate.Folder);
        var contentHash = ModelFiles.ContentHashOf(files);
        if (await FindAsync(candidate.Model, ct) is { } state && Holding(state, contentHash) is { } known)
        {
            return (await ChangeAsync(state, state.Model, candidate.Change, editor => editor.Register(candidate, known, filesHash: null), ct)).Result;
        }

        var upload = await new ModelUpload(_client, _runs, _time).UploadAsync(candidate, files, ct);
        await MakeModelAsync(candidate, ct);
        var made = MlflowModels.NumberOf(await _models.CreateVersionAsync(candidate.Model, upload.Run, upload.Source, VersionTags.Of(candidate, upload), ct));
        var now = await FindAsync(candidate.Model, ct) ?? throw ModelRegistry.NoVersion(candidate.Model, made);
        var version = Holding(now, contentHash) ?? throw ModelRegistry.NoVersion(candidate.Model, made);
        if (version.Version != made)
        {
            await _models.DeleteVersionAsync(candidate.Model, made, ct); // another process has registered the same content meanwhile, and was first
        }

        var others = now.Model with { Versions = [.. now.Model.Versions.Where(other => other.Version != made)] };
        var filesHash = version.Version == made ? ModelFiles.HashOfAll(upload.Manifest.Files) : null;
        return (await ChangeAsync(now, others, candidate.Change, editor => editor.Register(candidate, version, filesHash), ct)).Result;
    }

    /// <summary>Changes a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="edit">The change.</param>
    /// <param name="change">Who, and why.</param>
    /// <param name="ct">Ends the requests.</param>
    public async Task<EditResult> EditAsync(string name, RegistryEdit edit, Change change, CancellationToken ct)
    {
        if (edit is RegistryEdit.SetTag tag && tag.Key.StartsWith(VersionTags.Prefix, StringComparison.Ordinal))
        {
            throw new MlOpsException(Rules.BadTag, Location.None, $"tags that begin with '{VersionTags.Prefix}' are kept by mlops itself");
        }

        var state = await FindAsync(name, ct) ?? throw ModelRegistry.NoModel(name, (await _models.AllAsync(ct)).Select(model => model.Name));
        var attachment = edit is RegistryEdit.Attach attach ? await UploadAsync(state, attach, ct) : null;
        var (result, lines) = await ChangeAsync(
            state, state.Model, change, editor => attachment is null ? editor.Apply(edit) : editor.Attach(((RegistryEdit.Attach)edit).Version, attachment), ct);
        return result with { Entries = lines };
    }

    // of versions with the same content, which two processes made at once, the first one counts
    private static ModelVersion? Holding(MlflowState state, string contentHash) => state.Model.Versions.FirstOrDefault(version => version.ContentHash == contentHash);

    private async Task<MlflowState> ReadAsync(MlflowModel model, CancellationToken ct)
    {
        var (tags, versions) = (new VersionTags(model.Tags), await _models.VersionsAsync(model.Name, ct));
        var run = tags.Find(VersionTags.HistoryRun);
        var history = await _history.ReadAsync(run, ct);
        foreach (var version in versions)
        {
            if (new VersionTags(version.Tags).TrainingOf is { } training)
            {
                _trainings[(model.Name, MlflowModels.NumberOf(version))] = training;
            }
        }

        var folder = Path.Combine(_cache, Uri.EscapeDataString(model.Name)); // another client's model may have any name
        return new(
            new(model.Name, [.. versions.Select(version => new VersionTags(version.Tags).Read(version, folder))], history)
            {
                Description = model.Description ?? "",
                Tags = tags.OfPeople,
                Aliases = (model.Aliases ?? []).Where(alias => int.TryParse(alias.Version, out _)).ToDictionary(alias => alias.Alias, alias => int.Parse(alias.Version, CultureInfo.InvariantCulture)),
                LastNumber = Math.Max(history.Max(entry => entry.Version) ?? 0, versions.Count == 0 ? 0 : MlflowModels.NumberOf(versions[^1])),
                Head = MlflowHistory.HeadOf(history, tags.Find(VersionTags.HistoryHead)),
            },
            versions,
            run);
    }

    // known: the model as the change finds it; the server may have more of it already
    private async Task<(T Result, IReadOnlyList<HistoryEntry> Lines)> ChangeAsync<T>(MlflowState state, RegisteredModel known, Change change, Func<ModelEditor, T> edit, CancellationToken ct)
    {
        var unwritten = state.Unwritten(known);
        var (linked, head) = HistoryChain.Append(known.Name, known.Head, unwritten);
        var editor = new ModelEditor(known with { History = [.. known.History, .. linked], Head = head }, change, _time.GetUtcNow());
        var result = edit(editor);
        if (editor.Entries.Count == 0)
        {
            return (result, []);
        }

        MlflowHistory.CheckLengths(editor.Entries);
        await new ModelChanges(_models, ct).ApplyAsync(state.Model, editor.Model);
        await SettleAsync(state.Model, editor.Model, ct);
        var run = state.HistoryRun ?? await BeginHistoryAsync(known.Name, ct);
        var lines = await _history.AppendAsync(known.Name, run, [.. unwritten, .. editor.Entries], ct);
        return (result, [.. lines.Skip(unwritten.Count)]);
    }

    // two processes that promote at once can both succeed, as MLflow's request is no transaction among others: who sees that promotes again, and the last one stays
    private async Task SettleAsync(RegisteredModel before, RegisteredModel after, CancellationToken ct)
    {
        foreach (var version in after.Versions.Where(version => version.Stage is Stage.Staging or Stage.Production && before.Find(version.Version)?.Stage != version.Stage))
        {
            for (var attempt = 1; attempt <= MostAttempts && await IsContestedAsync(version, ct); attempt++)
            {
                await _wait(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 250 * attempt)), ct);
                await _models.MoveAsync(version.Model, version.Version, version.Stage, archivesOthers: true, ct);
            }
        }
    }

    private async Task<bool> IsContestedAsync(ModelVersion version, CancellationToken ct)
    {
        var inStage = (await _models.VersionsAsync(version.Model, ct)).Where(other => other.CurrentStage == version.Stage.ToString()).Select(MlflowModels.NumberOf).ToList();
        return inStage.Count > 1 && inStage.Contains(version.Version);
    }

    private async Task MakeModelAsync(Candidate candidate, CancellationToken ct)
    {
        if (await _models.FindAsync(candidate.Model, ct) is null)
        {
            var run = await _history.BeginAsync(candidate.Model, ct);
            _ = await _models.TryCreateAsync(candidate.Model, [new(VersionTags.HistoryRun, run)], ct);
        }
    }

    // a model that another client has made
    private async Task<string> BeginHistoryAsync(string model, CancellationToken ct)
    {
        await _models.SetTagAsync(model, version: null, VersionTags.HistoryRun, await _history.BeginAsync(model, ct), ct);
        var written = new VersionTags((await _models.FindAsync(model, ct))?.Tags).Find(VersionTags.HistoryRun);
        return written ?? throw new HttpRequestException($"it does not keep the tags of the model '{model}'");
    }

    private async Task<Attachment> UploadAsync(MlflowState state, RegistryEdit.Attach edit, CancellationToken ct)
    {
        _ = AttachmentName.Check(edit.Name);
        _ = state.Model.Find(edit.Version) ?? throw ModelRegistry.NoVersion(state.Model.Name, edit.Version);
        var file = new Attachment(edit.Name, ContentHash.OfFile(edit.File), new FileInfo(edit.File).Length);
        await _client.UploadAsync(ModelFetch.AttachmentPath(state.Raw(edit.Version), file), () => File.OpenRead(edit.File), ct);
        return file;
    }
}
