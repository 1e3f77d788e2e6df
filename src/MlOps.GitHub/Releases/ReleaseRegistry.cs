using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.GitHub.Access;
using MlOps.Registry;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>
/// The models of a team in the releases of a repository: a release a version, its files as assets, and an index (<see cref="IndexStore"/>)
/// that says which versions there are, which stage each has, and every move. What the index does not name is not there.
/// </summary>
/// <remarks>
/// Files are uploaded to a draft, which nobody sees. Then the index is changed: that is the moment of the registration. Then the draft is
/// published under its tag; a job that is killed before leaves a version that is whole, and whose release the next change publishes.
/// Planning is synchronous, so requests are waited for here: the program has no context that could be blocked.
/// </remarks>
public sealed class ReleaseRegistry : ModelRegistry, IDisposable
{
    private static readonly TimeSpan Budget = TimeSpan.FromHours(1);

    private readonly GitHubConnection _connection;
    private readonly ReleaseAssets _assets;
    private readonly ReleaseDownloads _downloads;
    private readonly IndexStore _store;
    private readonly Drafts _drafts;
    private readonly string _cache;
    private readonly TimeProvider _time;
    private ReleaseIndex? _index;

    /// <summary>Names a registry. Nothing is asked yet.</summary>
    /// <param name="connection">The repository; the registry disposes of it.</param>
    /// <param name="cache">Full path of the folder that keeps what was downloaded.</param>
    /// <param name="time">The clock.</param>
    public ReleaseRegistry(GitHubConnection connection, string cache, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        _cache = Path.Combine(cache, connection.Repository.Owner, connection.Repository.Name);
        _assets = new(connection);
        _downloads = new(connection.Repository, _assets);
        _store = new(connection, _assets, time);
        _drafts = new(connection, time);
    }

    /// <summary>What a request for a large file may take.</summary>
    public static RequestLimits Limits { get; } = new(TimeSpan.FromMinutes(30), 32 * 1024 * 1024);

    private RepositoryName Repository => _connection.Repository;

    /// <inheritdoc/>
    public override IEnumerable<string>? FilesOf(IEnumerable<Registration> registrations) => null;

    /// <inheritdoc/>
    public override bool Holds(Registration registration) =>
        Index().Model(registration.Model).Versions.Any(version =>
            version.Version == registration.Version && version.ContentHash == registration.ContentHash && version.Stage == registration.Stage);

    /// <inheritdoc/>
    public override IReadOnlyList<RegisteredModel> Models() => [.. Index().Models.Select(Load)];

    /// <inheritdoc/>
    public override Registration Register(Candidate candidate, CancellationToken ct)
    {
        _ = ModelName.Check(candidate.Model);
        CheckFolder(candidate.Folder);
        var files = ReleaseFiles.Describe(candidate.Folder);
        return Wait(() => RegisterAsync(candidate, files, ct), ct);
    }

    /// <inheritdoc/>
    public override EditResult Edit(string model, RegistryEdit edit, Change change) => Wait(async () =>
    {
        var attached = edit is RegistryEdit.Attach attach ? await UploadAsync(model, attach) : null;
        var deleted = edit is RegistryEdit.Delete delete ? Index().Model(model).Versions.FirstOrDefault(version => version.Version == delete.Version) : null;
        var result = await ChangeAsync(index =>
        {
            var known = index.Models.FirstOrDefault(other => other.Name == ModelName.Check(model)) ?? throw NoModel(model, index.Models.Select(other => other.Name));
            var editor = new ModelEditor(Load(known), change, _time.GetUtcNow());
            var result = attached is null ? editor.Apply(edit) : editor.Attach(((RegistryEdit.Attach)edit).Version, attached);
            return Task.FromResult((result.Entries.Count > 0 ? index.With(known.With(editor.Model, known.Versions)) : index, result));
        }, CancellationToken.None);
        if (deleted is not null)
        {
            await _drafts.RemoveAsync(deleted.Release);
        }

        return result;
    }, CancellationToken.None);

    /// <inheritdoc/>
    public override string FetchAttachment(ModelVersion version, Attachment file, CancellationToken ct)
    {
        var path = Path.Combine($"{version.Folder}.attached", file.Name);
        return File.Exists(path) && ContentHash.OfFile(path) == file.Sha256 ? path
            : Wait(() => _downloads.OneAsync(Indexed(version).Release, ReleaseDownloads.AssetOf(file), file.Sha256, path, ct), ct);
    }

    /// <inheritdoc/>
    public override Lineage LineageOf(ModelVersion version)
    {
        if (!Directory.Exists(version.Folder) && Indexed(version).Files.FirstOrDefault(file => file.Path == Lineage.FileName) is { } file)
        {
            var folder = $"{version.Folder}.lineage";
            var path = Path.Combine(folder, file.Path);
            if (!File.Exists(path))
            {
                _ = Wait(() => _downloads.OneAsync(Indexed(version).Release, file.Asset, file.Sha256, path, CancellationToken.None), CancellationToken.None);
            }

            return Lineage.Read(version with { Folder = folder });
        }

        return base.LineageOf(version);
    }

    /// <inheritdoc/>
    public override bool IsIntact(ModelVersion version, string? filesHash)
    {
        var folder = Path.Combine(_cache, $".verify-{Guid.NewGuid():n}");
        try
        {
            return Wait(() => _downloads.TryVersionAsync(Indexed(version), folder, CancellationToken.None), CancellationToken.None)
                && (filesHash is null || ReleaseFiles.HashOfAll(Indexed(version).Files) == filesHash);
        }
        finally
        {
            ModelFiles.Remove(folder);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Leftover> Collect(bool remove, CancellationToken ct)
    {
        var releases = Wait(() => _drafts.FindLeftAsync(Index()), ct);
        var copies = DownloadedCopies.Unnamed(_cache, Models()).ToList();
        if (remove)
        {
            copies.ForEach(copy => ModelFiles.Remove(copy.Path));
            _ = Wait(async () =>
            {
                foreach (var release in releases)
                {
                    ct.ThrowIfCancellationRequested();
                    await _drafts.RemoveAsync(release.Id);
                }

                return releases;
            }, ct);
        }

        return [.. releases.Select(release => new Leftover(release.TagName, release.Draft ? "was being registered" : "its version was deleted", release.Assets.Sum(asset => (long)asset.Size))), .. copies];
    }

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS5002: the assets are not what was registered.</exception>
    public override void Fetch(ModelVersion version, CancellationToken ct)
    {
        if (Directory.Exists(version.Folder))
        {
            return;
        }

        var staged = $"{version.Folder}.{Guid.NewGuid():n}";
        try
        {
            if (!Wait(() => _downloads.TryVersionAsync(Indexed(version), staged, ct), ct))
            {
                throw new MlOpsException(
                    Rules.RegistryDamaged, Location.None, string.Create(CultureInfo.InvariantCulture, $"the assets of {version.Model} version {version.Version} in {Repository} are not what was registered"));
            }

            Directory.Move(staged, version.Folder);
        }
        catch (IOException) when (Directory.Exists(version.Folder))
        {
            // another process has brought it meanwhile
        }
        finally
        {
            ModelFiles.Remove(staged);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _assets.Dispose();
        _connection.Dispose();
    }

    /// <inheritdoc/>
    protected override string? TrainingOf(ModelVersion version) => Indexed(version).Training;

    /// <inheritdoc/>
    protected override string ModelHashOf(ModelVersion version) => ReleaseFiles.ContentHashOf(Indexed(version).Files.Where(file => !ModelFiles.IsVariant(file.Path)));

    private async Task<Registration> RegisterAsync(Candidate candidate, IReadOnlyList<IndexedFile> files, CancellationToken ct)
    {
        var contentHash = ReleaseFiles.ContentHashOf(files);
        await using var draft = new DraftRelease(_connection, _assets, candidate, files, _time);
        var registration = await ChangeAsync(async index =>
        {
            var model = index.Model(candidate.Model);
            var known = model.Versions.FirstOrDefault(version => version.ContentHash == contentHash);
            var version = known ?? await draft.UploadAsync(1 + model.LastNumber, ct);
            var editor = new ModelEditor(Load(model), candidate.Change, _time.GetUtcNow());
            var registration = editor.Register(candidate, Load(candidate.Model, version), known is null ? ReleaseFiles.HashOfAll(version.Files) : null);
            return (editor.Entries.Count > 0 ? index.With(model.With(editor.Model, [.. model.Versions, version])) : index, registration);
        }, ct);
        if (registration.IsNew)
        {
            draft.Keep();
        }

        await _drafts.PublishAsync(_index!, ct);
        return registration;
    }

    private IndexedVersion Indexed(ModelVersion version) => Index().Model(version.Model).Versions.First(known => known.Version == version.Version);

    private async Task<Attachment> UploadAsync(string model, RegistryEdit.Attach edit)
    {
        var file = new Attachment(AttachmentName.Check(edit.Name), ContentHash.OfFile(edit.File), new FileInfo(edit.File).Length);
        var version = Show(model).Find(edit.Version) ?? throw NoVersion(model, edit.Version);
        if (version.Attachments.All(known => !known.Name.Equals(file.Name, StringComparison.OrdinalIgnoreCase)))
        {
            var release = await _connection.Client.Repository.Release.Get(Repository.Owner, Repository.Name, Indexed(version).Release);
            await _assets.UploadAsync(release, ReleaseDownloads.AssetOf(file), () => File.OpenRead(edit.File), CancellationToken.None);
        }

        return file;
    }

    private RegisteredModel Load(IndexedModel model) => model.ToModel(version => FolderOf(model.Name, version));

    private ModelVersion Load(string model, IndexedVersion version) => version.ToVersion(model, FolderOf(model, version));

    private string FolderOf(string model, IndexedVersion version) =>
        Path.Combine(_cache, model, string.Create(CultureInfo.InvariantCulture, $"{version.Version}-{version.ContentHash}"));

    // read once a process: a run looks at one state of the registry until it changes it itself
    private ReleaseIndex Index() => _index ??= Wait(() => _store.ReadAsync(CancellationToken.None), CancellationToken.None);

    private Task<T> ChangeAsync<T>(Func<ReleaseIndex, Task<(ReleaseIndex Index, T Result)>> change, CancellationToken ct) => _store.ChangeAsync(async index =>
    {
        var changed = await change(index);
        _index = changed.Index;
        return changed;
    }, ct);

    private T Wait<T>(Func<Task<T>> requests, CancellationToken ct)
    {
        _connection.Budget.Open(Budget, ct);
        try
        {
            return Task.Run(requests, ct).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is ForbiddenException or NotFoundException or AuthorizationException)
        {
            throw new MlOpsException(
                Rules.RegistryNotWritable, Location.None, $"the token may not use the releases of {Repository}; give the job 'permissions: contents: write', or a token that may read and write the repository's contents", e);
        }
        catch (Exception e) when (e is ApiException or HttpRequestException)
        {
            throw new MlOpsException(Rules.RegistryNotWritable, Location.None, _connection.Redactor.Redact($"GitHub did not do what the registry in releases of {Repository} needs: {e.Message}"), e);
        }
    }
}
