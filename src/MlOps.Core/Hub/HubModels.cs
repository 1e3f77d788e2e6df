using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Steps;

namespace MlOps.Hub;

/// <summary>
/// The models of the hub: found in the cache that huggingface_hub keeps, else downloaded into it. A model that is in the cache is taken as it is
/// there, without a request; its branch may have moved on since.
/// </summary>
public sealed class HubModels : IDisposable
{
    private const long MostSmallBytes = 100L << 20;
    private const long MostWeightsBytes = 1L << 40;

    private readonly HubSettings _settings;
    private readonly HubFailures _failures;
    private readonly Lazy<HubClient> _client;

    /// <summary>Names a hub; nothing is asked yet.</summary>
    /// <param name="settings">Where it and its cache are.</param>
    /// <param name="wait">Waits before a request is sent again; null for the clock's own time.</param>
    public HubModels(HubSettings settings, Func<TimeSpan, CancellationToken, Task>? wait = null)
    {
        _settings = settings;
        _failures = new(settings);
        _client = new(() => new(settings, _failures, wait ?? Task.Delay));
    }

    /// <summary>Finds a model; all of its files but the weights are in the cache then.</summary>
    /// <param name="id">The model.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <exception cref="MlOpsException">MLOPS2002: the hub has no such model or revision. MLOPS2014: the hub refuses it, or cannot be reached.</exception>
    public async Task<HubSnapshot> FindAsync(HubId id, CancellationToken ct)
    {
        var cache = new HubCache(_settings.Cache, id);
        var commit = cache.Commit();
        if (commit is not null && Kept(id, cache, commit) is { } kept)
        {
            return kept;
        }

        if (_settings.IsOffline)
        {
            throw _failures.Offline(id, isPartial: commit is not null);
        }

        var listing = await _client.Value.ListAsync(id, commit ?? id.Revision, ct);
        var download = new HubDownload(_client.Value, cache, id);
        var byName = listing.Files.ToLookup(file => file.Name, StringComparer.Ordinal);
        string[] names = [.. byName.Select(group => group.Key)];
        var small = NeededFiles.Small(names).ToList();
        var weights = WeightsFiles.Among(names);
        if (weights?.EndsWith(WeightsFiles.IndexEnding, StringComparison.Ordinal) == true)
        {
            small.Add(weights);
        }

        foreach (var name in small)
        {
            await download.BringAsync(listing.Commit, name, MostSmallBytes, progress: null, ct);
        }

        cache.Remember(listing.Commit);
        var folder = cache.Snapshot(listing.Commit);
        var files = small.Concat(weights is null ? [] : NeededFiles.Weights(weights, folder, id.Shown)).Distinct(StringComparer.Ordinal);
        var snapshot = new HubSnapshot(
            id, listing.Commit, folder, cache.RefFile, weights, [.. files.Select(name => byName[name].FirstOrDefault() ?? throw NotListed(id, name))]);
        foreach (var file in snapshot.Missing.Where(file => file.Sha256 is null).ToList())
        {
            await download.BringAsync(listing.Commit, file.Name, MostSmallBytes, progress: null, ct); // weights so small that git keeps them
        }

        return snapshot;
    }

    /// <summary>Downloads what a snapshot lacks.</summary>
    /// <param name="snapshot">What <see cref="FindAsync"/> returned.</param>
    /// <param name="progress">Receives how far it is.</param>
    /// <param name="ct">Stops the download; the next one goes on from there.</param>
    /// <exception cref="MlOpsException">MLOPS2014: the hub refuses a file, cannot be reached, or sends something else.</exception>
    public async Task FetchAsync(HubSnapshot snapshot, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        foreach (var file in snapshot.Missing.ToList())
        {
            var download = new HubDownload(_client.Value, new(_settings.Cache, snapshot.Id), snapshot.Id);
            await download.BringAsync(snapshot.Commit, file.Name, MostWeightsBytes, progress, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static MlOpsException NotListed(HubId id, string name) => HubFailures.Failed($"the index of the weights of '{id}' names the file {name}, which it has not");

    // offline a model may lack what prepares inputs: whoever needs it says so
    private HubSnapshot? Kept(HubId id, HubCache cache, string commit)
    {
        var folder = cache.Snapshot(commit);
        string[] names = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Where(HubCache.IsThere).Select(path => Path.GetFileName(path))] : [];
        if (WeightsFiles.Among(names) is not { } weights)
        {
            return null;
        }

        string[] whole = [.. NeededFiles.Weights(weights, folder, id.Shown)];
        return Array.TrueForAll(whole, names.Contains) && (NeededFiles.AreThere(names) || (_settings.IsOffline && names.Contains(NeededFiles.Config)))
            ? new(id, commit, folder, cache.RefFile, weights, [.. NeededFiles.Small(names).Concat(whole).Distinct(StringComparer.Ordinal).Select(name => new HubFile(name, null, null))])
            : null;
    }
}
