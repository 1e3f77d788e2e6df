using System.Globalization;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.Registry;
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
    public override IReadOnlyList<RegisteredModel> Models() =>
        [.. Index().Models.Select(model => new RegisteredModel(model.Name, [.. model.Versions.Select(version => Load(model.Name, version))], model.History))];

    /// <inheritdoc/>
    public override Registration Register(Candidate candidate, CancellationToken ct)
    {
        _ = ModelName.Check(candidate.Model);
        CheckFolder(candidate.Folder);
        var files = ReleaseFiles.Describe(candidate.Folder);
        return Wait(() => RegisterAsync(candidate, files, ct), ct);
    }

    /// <inheritdoc/>
    public override int? Move(string model, int version, Stage stage, Change change) => Wait(() => ChangeAsync(index =>
    {
        var found = index.Model(model).Versions.FirstOrDefault(known => known.Version == version) ?? throw NoVersion(model, version);
        if (found.Stage == stage)
        {
            return Task.FromResult((index, (int?)null));
        }

        var (moved, replaced) = index.Model(model).Move(found, stage, _time.GetUtcNow(), change);
        return Task.FromResult((index.With(moved), replaced));
    }, CancellationToken.None), CancellationToken.None);

    /// <inheritdoc/>
    public override bool IsIntact(ModelVersion version)
    {
        var folder = Path.Combine(_cache, $".verify-{Guid.NewGuid():n}");
        try
        {
            return Wait(() => DownloadAsync(Indexed(version), folder, CancellationToken.None), CancellationToken.None);
        }
        finally
        {
            ModelFiles.Remove(folder);
        }
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
            if (!Wait(() => DownloadAsync(Indexed(version), staged, ct), ct))
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

    private async Task<Registration> RegisterAsync(Candidate candidate, IReadOnlyList<IndexedFile> files, CancellationToken ct)
    {
        var contentHash = ReleaseFiles.ContentHashOf(files);
        await using var draft = new DraftRelease(_connection, _assets, candidate, files, _time);
        var registration = await ChangeAsync(async index =>
        {
            var model = index.Model(candidate.Model);
            var known = model.Versions.FirstOrDefault(version => version.ContentHash == contentHash);
            var version = known ?? await draft.UploadAsync(1 + model.Versions.Count, ct);
            var added = known is null ? model.Add(version, candidate.Change with { Reason = candidate.Refused ?? candidate.Change.Reason }) : model;
            var moves = MovesUp(candidate, version.Stage);
            var (moved, replaced) = moves ? added.Move(version, candidate.Stage, _time.GetUtcNow(), candidate.Change) : (added, null);
            return (ReferenceEquals(moved, model) ? index : index.With(moved),
                new Registration(candidate.Model, version.Version, moves ? candidate.Stage : version.Stage, contentHash, known is null, replaced, candidate.Refused));
        }, ct);
        if (registration.IsNew)
        {
            draft.Keep();
        }

        await _drafts.PublishAsync(_index!, ct);
        return registration;
    }

    private async Task<bool> DownloadAsync(IndexedVersion version, string folder, CancellationToken ct)
    {
        var listed = (await _assets.ListAsync(version.Release)).ToDictionary(asset => asset.Name, StringComparer.Ordinal);
        foreach (var file in version.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !listed.TryGetValue(file.Asset, out var asset))
            {
                return false;
            }

            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var target = new FileStream(path, System.IO.FileMode.CreateNew, FileAccess.ReadWrite);
            if (await _assets.DownloadAsync(asset, target, ct) != file.Sha256)
            {
                return false;
            }
        }

        return ReleaseFiles.ContentHashOf(version.Files) == version.ContentHash;
    }

    private IndexedVersion Indexed(ModelVersion version) => Index().Model(version.Model).Versions.First(known => known.Version == version.Version);

    private ModelVersion Load(string model, IndexedVersion version) => new(
        model,
        version.Version,
        version.Stage,
        version.ContentHash,
        version.Files.Sum(file => file.Bytes),
        version.At,
        version.By,
        version.Run,
        Path.Combine(_cache, model, string.Create(CultureInfo.InvariantCulture, $"{version.Version}-{version.ContentHash}")));

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
