using System.Security.Cryptography;
using MlOps.GitHub.Access;
using MlOps.Registry;
using MlOps.Registry.Cards;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>A candidate's files in a draft, which nobody sees until the index names it. Removed again unless it is kept.</summary>
/// <param name="connection">The repository.</param>
/// <param name="assets">Its assets.</param>
/// <param name="candidate">The candidate.</param>
/// <param name="files">Its files.</param>
/// <param name="time">The clock.</param>
internal sealed class DraftRelease(GitHubConnection connection, ReleaseAssets assets, Candidate candidate, IReadOnlyList<IndexedFile> files, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What the tags of drafts begin with, which no repository gets: a draft has no tag until it is published.</summary>
    public const string TagPrefix = "mlops-incoming-";

    private Release? _release;
    private IndexedVersion? _version;

    private IReleasesClient Releases => connection.Client.Repository.Release;

    /// <summary>Uploads the files. Where another job took the number meanwhile, only what holds the number is uploaded again.</summary>
    /// <param name="number">The number that the version is to get.</param>
    /// <param name="ct">Ends the upload.</param>
    public async Task<IndexedVersion> UploadAsync(int number, CancellationToken ct)
    {
        if (_release is null)
        {
            _release = await Releases.Create(connection.Repository.Owner, connection.Repository.Name, new NewRelease($"{TagPrefix}{Guid.NewGuid():n}") { Name = $"{candidate.Model}, being registered", Draft = true });
            foreach (var file in files)
            {
                await assets.UploadAsync(_release, file.Asset, () => File.OpenRead(Path.Combine(candidate.Folder, file.Path)), ct);
            }
        }

        if (_version?.Version == number)
        {
            return _version;
        }

        var hash = ReleaseFiles.ContentHashOf(files);
        var version = candidate.AsVersion(number, hash, files.Sum(file => file.Bytes), time.GetUtcNow());
        var lineage = Lineage.Of(version, candidate);
        IndexedFile[] cards = [await ReplaceAsync(Lineage.FileName, lineage.ToJson(), ct), await ReplaceAsync(ModelCard.FileName, ModelCard.Write(lineage, candidate), ct)];
        return _version = new(number, Stage.None, hash, version.At, version.By, version.Run, candidate.Trained?.Fingerprint.Sha256, _release.Id, [.. files, .. cards]);
    }

    /// <summary>Keeps the draft: the index names it.</summary>
    public void Keep() => _release = null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_release is not null)
            {
                await Releases.Delete(connection.Repository.Owner, connection.Repository.Name, _release.Id);
            }
        }
        catch (Exception e) when (e is ApiException or HttpRequestException or OperationCanceledException)
        {
            // it stays out of sight, and a later change removes it
        }
    }

    private async Task<IndexedFile> ReplaceAsync(string name, byte[] content, CancellationToken ct)
    {
        if (_version is not null)
        {
            await assets.DeleteAsync(_release!.Id, name);
        }

        await assets.UploadAsync(_release!, name, () => new MemoryStream(content), ct);
        return new(name, name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }
}
