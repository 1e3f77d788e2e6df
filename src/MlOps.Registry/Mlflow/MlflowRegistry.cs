using System.Net;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Mlflow;

/// <summary>
/// The models of a team on an MLflow server, through its REST API: versions, stages, aliases and tags are MLflow's own, so that its other
/// clients and its pages see them; the files are artifacts of a run, with a manifest of their hashes.
/// </summary>
/// <remarks>
/// MLflow has no transactions. A version appears in one request, after its files and their manifest: that is the moment of the registration.
/// What comes after (stage, history) is done by requests of their own; where a process is killed between two of them, the next change
/// writes into the history what it finds. docs/mlflow.md says what this can't promise.
/// Planning is synchronous, so requests are waited for here: the program has no context that could be blocked.
/// </remarks>
public sealed class MlflowRegistry : ModelRegistry, IDisposable
{
    private readonly MlflowSettings _settings;
    private readonly MlflowClient _client;
    private readonly MlflowStore _store;
    private readonly ModelFetch _fetch;
    private readonly string _cache;

    /// <summary>Names a registry. Nothing is asked yet.</summary>
    /// <param name="settings">The server and who signs in to it.</param>
    /// <param name="cache">Full path of the folder that keeps what was downloaded.</param>
    /// <param name="time">The clock.</param>
    /// <param name="wait">Waits before a request is sent again; null for the clock's own time.</param>
    public MlflowRegistry(MlflowSettings settings, string cache, TimeProvider time, Func<TimeSpan, CancellationToken, Task>? wait = null)
    {
        _settings = settings;
        _cache = Path.Combine(Path.GetFullPath(cache), FolderName(settings.Server));
        wait ??= (pause, ct) => Task.Delay(pause, time, ct);
        _client = new(settings, wait);
        _store = new(_client, _cache, time, wait);
        _fetch = new(_client);
    }

    /// <inheritdoc/>
    public override IEnumerable<string>? FilesOf(IEnumerable<Registration> registrations) => null;

    /// <inheritdoc/>
    public override bool Holds(Registration registration) => FindModel(registration.Model)?.Find(registration.Version) is { } version
        && version.ContentHash == registration.ContentHash && version.Stage == registration.Stage;

    /// <inheritdoc/>
    public override IReadOnlyList<RegisteredModel> Models() => Wait(_store.AllAsync, CancellationToken.None);

    /// <inheritdoc/>
    public override RegisteredModel? FindModel(string name) => Wait(ct => _store.FindAsync(name, ct), CancellationToken.None)?.Model;

    /// <inheritdoc/>
    public override Registration Register(Candidate candidate, CancellationToken ct)
    {
        _ = ModelName.Check(candidate.Model);
        CheckFolder(candidate.Folder);
        return Wait(stop => _store.RegisterAsync(candidate, stop), ct);
    }

    /// <inheritdoc/>
    public override EditResult Edit(string model, RegistryEdit edit, Change change) => Wait(ct => _store.EditAsync(model, edit, change, ct), CancellationToken.None);

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS5203: another client's version, which has no hashes to check.</exception>
    public override bool IsIntact(ModelVersion version, string? filesHash)
    {
        var folder = Path.Combine(_cache, $".verify-{Guid.NewGuid():n}");
        try
        {
            var found = Download(version, folder, CancellationToken.None);
            return filesHash is null || ModelFiles.HashOfAll(found.Files) == filesHash;
        }
        catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.RegistryDamaged)
        {
            return false;
        }
        finally
        {
            ModelFiles.Remove(folder);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Finds copies on this machine. What killed processes left on the server, and files of deleted versions, are runs: <c>mlflow gc</c> removes those that were deleted.</remarks>
    public override IReadOnlyList<Leftover> Collect(bool remove, CancellationToken ct)
    {
        var copies = DownloadedCopies.Unnamed(_cache, Models()).ToList();
        foreach (var copy in remove ? copies : [])
        {
            ct.ThrowIfCancellationRequested();
            ModelFiles.Remove(copy.Path);
        }

        return copies;
    }

    /// <inheritdoc/>
    public override string FetchAttachment(ModelVersion version, Attachment file, CancellationToken ct)
    {
        var path = Path.Combine($"{version.Folder}.attached", file.Sha256, file.Name);
        if (!File.Exists(path))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var staged = $"{path}.{Guid.NewGuid():n}";
            Wait(async stop => await _fetch.AttachmentAsync(await _store.RawAsync(version, stop), file, staged, stop), ct);
            File.Move(staged, path, overwrite: true);
        }

        return path;
    }

    /// <inheritdoc/>
    /// <remarks>For another client's version: the metrics of its run, and what the server knows of it besides.</remarks>
    public override Lineage LineageOf(ModelVersion version)
    {
        if (Directory.Exists(version.Folder))
        {
            return Lineage.Read(version);
        }

        var kept = Path.Combine($"{version.Folder}.lineage", Lineage.FileName);
        if (File.Exists(kept))
        {
            return Lineage.Parse(File.ReadAllBytes(kept));
        }

        return Wait(
            async ct =>
            {
                var raw = await _store.RawAsync(version, ct);
                if (version.IsForeign)
                {
                    return Lineage.OfForeign(version, await _store.MetricsAsync(raw, ct));
                }

                var lineage = await _fetch.LineageAsync(raw, ct);
                _ = Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
                var staged = $"{kept}.{Guid.NewGuid():n}";
                await File.WriteAllBytesAsync(staged, lineage.ToJson(), ct);
                File.Move(staged, kept, overwrite: true);
                return lineage;
            },
            CancellationToken.None);
    }

    /// <inheritdoc/>
    /// <exception cref="MlOpsException">MLOPS5002: the artifacts are not what was registered. MLOPS5203: another client's version.</exception>
    public override void Fetch(ModelVersion version, CancellationToken ct)
    {
        if (Directory.Exists(version.Folder))
        {
            return;
        }

        var staged = $"{version.Folder}.{Guid.NewGuid():n}";
        try
        {
            _ = Download(version, staged, ct);
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
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    protected override string? TrainingOf(ModelVersion version) => _store.TrainingOf(version);

    private static string FolderName(Uri server) =>
        string.Concat($"{server.Authority}{server.AbsolutePath}".Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');

    private VersionManifest Download(ModelVersion version, string folder, CancellationToken ct) =>
        Wait(async stop => await _fetch.DownloadAsync(await _store.RawAsync(version, stop), folder, stop), ct);

    private void Wait(Func<CancellationToken, Task> requests, CancellationToken ct) => Wait(
        async stop =>
        {
            await requests(stop);
            return true;
        },
        ct);

    private T Wait<T>(Func<CancellationToken, Task<T>> requests, CancellationToken ct)
    {
        try
        {
            return Task.Run(() => requests(ct), ct).GetAwaiter().GetResult();
        }
        catch (MlflowRefusal refusal) when (refusal.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            var who = _settings.SignIn is null ? "asks for a sign-in" : "does not let this sign-in do that";
            throw new MlOpsException(
                Rules.MlflowSignIn, Location.None, $"the MLflow server {_settings.Server} {who} ({(int)refusal.Status}); set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD", refusal);
        }
        catch (Exception e) when (e is MlflowRefusal or HttpRequestException or HttpIOException or JsonException)
        {
            throw new MlOpsException(Rules.MlflowFailed, Location.None, $"the MLflow server {_settings.Server} does not do what the registry needs: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException(Rules.RegistryNotWritable, Location.None, $"the folder {_cache} for models of the MLflow server cannot be used: {e.Message}", e);
        }
    }
}
