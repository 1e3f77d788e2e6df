using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>
/// The index of a registry, as assets <c>index-NUMBER.json</c> of one release. Names of assets are unique, and GitHub sees to that: of two
/// jobs that change the same index only one can upload the next number. The other reads again and changes what it finds then, so that
/// nothing is lost; no answer of GitHub's needs to be believed but that one.
/// </summary>
/// <param name="connection">The repository.</param>
/// <param name="assets">Its assets.</param>
/// <param name="time">The clock.</param>
internal sealed partial class IndexStore(GitHubConnection connection, ReleaseAssets assets, TimeProvider time)
{
    /// <summary>The tag of the release that holds the index.</summary>
    public const string Tag = "mlops-registry";

    private const int Kept = 10;
    private const int MostAttempts = 30;
    private const string Uploaded = "uploaded";

    // an upload that was begun so long ago is not at work any more
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(5);

    private Release? _release;

    private IReleasesClient Releases => connection.Client.Repository.Release;

    /// <summary>Reads the newest index.</summary>
    /// <param name="ct">Ends the reading.</param>
    public async Task<ReleaseIndex> ReadAsync(CancellationToken ct)
    {
        var release = await FindAsync();
        return release is null ? ReleaseIndex.Empty : await ReadNewestAsync(await assets.ListAsync(release.Id), ct);
    }

    /// <summary>Changes the index.</summary>
    /// <typeparam name="T">What the change says.</typeparam>
    /// <param name="change">Makes the next index of the one that is there; called again when another job was quicker. The same index: nothing is written.</param>
    /// <param name="ct">Gives the change up; nothing is changed then.</param>
    /// <exception cref="MlOpsException">MLOPS5001: other jobs were quicker each time.</exception>
    public async Task<T> ChangeAsync<T>(Func<ReleaseIndex, Task<(ReleaseIndex Index, T Result)>> change, CancellationToken ct)
    {
        var release = await FindAsync() ?? await CreateAsync();
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var listed = await assets.ListAsync(release.Id);
            var index = await ReadNewestAsync(listed, ct);
            var (next, result) = await change(index);
            if (ReferenceEquals(next, index) || await TryWriteAsync(release, next with { Number = index.Number + 1, Change = Guid.NewGuid().ToString("n") }, listed, ct))
            {
                return result;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(50, 250 * Math.Min(attempt, 8))), time, ct);
        }

        throw new MlOpsException(Rules.RegistryBusy, Location.None, $"the registry in releases of {connection.Repository} was changed by other jobs again and again");
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"index-{number:D8}.json");

    private static int? NumberOf(ReleaseAsset asset) =>
        Name().Match(asset.Name) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<bool> TryWriteAsync(Release release, ReleaseIndex next, IReadOnlyList<ReleaseAsset> listed, CancellationToken ct)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(next, ReleaseIndexJson.Default.ReleaseIndex);
        try
        {
            if (!await assets.TryUploadAsync(release, NameOf(next.Number), () => new MemoryStream(json), ct))
            {
                await RemoveAbandonedAsync(release, next.Number);
                return false;
            }
        }
        catch (Exception e) when (e is HttpRequestException or ApiException { StatusCode: >= HttpStatusCode.InternalServerError })
        {
            // the answer is lost: what is there tells whether the upload arrived
            var now = await ReadNewestAsync(await assets.ListAsync(release.Id), ct);
            if (now.Change != next.Change)
            {
                await RemoveAbandonedAsync(release, next.Number);
                return false;
            }
        }

        await PruneAsync(listed);
        return true;
    }

    private async Task<ReleaseIndex> ReadNewestAsync(IReadOnlyList<ReleaseAsset> listed, CancellationToken ct)
    {
        if (listed.Where(asset => asset.State == Uploaded && NumberOf(asset) is not null).MaxBy(NumberOf) is not { } newest)
        {
            return ReleaseIndex.Empty;
        }

        using var json = new MemoryStream();
        _ = await assets.DownloadAsync(newest, json, ct);
        var index = Parse(json.ToArray(), newest.Name);
        return index.Format <= ReleaseIndex.CurrentFormat
            ? index.Upgraded() with { Number = NumberOf(newest)!.Value }
            : throw new MlOpsException(Rules.RegistryTooNew, Location.None, $"a newer mlops wrote the registry in releases of {connection.Repository}");
    }

    private ReleaseIndex Parse(byte[] json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ReleaseIndexJson.Default.ReleaseIndex) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new MlOpsException(Rules.RegistryDamaged, Location.None, $"{name} of the release {Tag} of {connection.Repository} is no index: {e.Message}", e);
        }
    }

    // an upload that was cut off keeps its name, and nobody could write that number any more
    private async Task RemoveAbandonedAsync(Release release, int number)
    {
        var now = time.GetUtcNow();
        foreach (var asset in (await assets.ListAsync(release.Id)).Where(asset => NumberOf(asset) == number && asset.State != Uploaded && now - asset.CreatedAt > Abandoned))
        {
            await Releases.DeleteAsset(connection.Repository.Owner, connection.Repository.Name, asset.Id);
        }
    }

    // each index holds the whole history: the older ones are only for people
    private async Task PruneAsync(IReadOnlyList<ReleaseAsset> listed)
    {
        foreach (var asset in listed.Where(asset => NumberOf(asset) is not null).OrderByDescending(NumberOf).Skip(Kept))
        {
            try
            {
                await Releases.DeleteAsset(connection.Repository.Owner, connection.Repository.Name, asset.Id);
            }
            catch (NotFoundException)
            {
                // another job has removed it
            }
        }
    }

    private async Task<Release?> FindAsync()
    {
        try
        {
            return _release ??= await Releases.Get(connection.Repository.Owner, connection.Repository.Name, Tag);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    private async Task<Release> CreateAsync()
    {
        try
        {
            return _release = await Releases.Create(connection.Repository.Owner, connection.Repository.Name, new NewRelease(Tag)
            {
                Name = "mlops registry",
                Body = "The index of the models in this repository's releases. Written by `dotnet mlops`; change it by that only.",
                Prerelease = true,
                MakeLatest = MakeLatestQualifier.False,
            });
        }
        catch (ApiValidationException) when (FindAsync() is { } found)
        {
            return await found ?? throw new MlOpsException(Rules.RegistryNotWritable, Location.None, $"the release {Tag} of {connection.Repository} cannot be made; has the repository a commit?");
        }
    }

    [GeneratedRegex(@"\Aindex-([0-9]{8,9})\.json\z")]
    private static partial Regex Name();
}
