using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>Uploads and downloads assets. Files of any size pass through without being held in memory.</summary>
/// <param name="connection">The repository.</param>
internal sealed class ReleaseAssets(GitHubConnection connection) : IDisposable
{
    /// <summary>Largest asset that GitHub takes is less than this (its documentation, "About releases": 2 GiB).</summary>
    public const long MaxBytes = 2L * 1024 * 1024 * 1024;

    private const int MostAttempts = 3;

    // .NET leaves the token out of the request that follows a redirect to the storage
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    private IReleasesClient Releases => connection.Client.Repository.Release;

    /// <summary>All assets of a release.</summary>
    /// <param name="release">The release's id.</param>
    public Task<IReadOnlyList<ReleaseAsset>> ListAsync(long release) => Releases.GetAllAssets(connection.Repository.Owner, connection.Repository.Name, release, new ApiOptions { PageSize = GitHubLimits.PageSize });

    /// <summary>Uploads an asset.</summary>
    /// <param name="release">The release.</param>
    /// <param name="name">The asset's name.</param>
    /// <param name="open">Opens the content.</param>
    /// <param name="ct">Ends the upload.</param>
    /// <returns>False when the release has an asset of this name already.</returns>
    public async Task<bool> TryUploadAsync(Release release, string name, Func<Stream> open, CancellationToken ct)
    {
        await using var content = open();
        try
        {
            _ = await Releases.UploadAsset(release, new ReleaseAssetUpload(name, "application/octet-stream", content, timeout: null), ct);
            return true;
        }
        catch (ApiValidationException e) when (e.ApiError?.Errors?.Any(error => error.Code == "already_exists") == true)
        {
            return false;
        }
    }

    /// <summary>Uploads an asset of a release that nobody else writes to. What a lost attempt has left is replaced.</summary>
    /// <param name="release">The release.</param>
    /// <param name="name">The asset's name.</param>
    /// <param name="open">Opens the content.</param>
    /// <param name="ct">Ends the upload.</param>
    public async Task UploadAsync(Release release, string name, Func<Stream> open, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryUploadAsync(release, name, open, ct))
                {
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or ApiException { StatusCode: >= HttpStatusCode.InternalServerError } && attempt < MostAttempts)
            {
                // it may have arrived in part: removed below
            }

            await DeleteAsync(release.Id, name);
        }
    }

    /// <summary>Removes an asset, where it is there.</summary>
    /// <param name="release">The release's id.</param>
    /// <param name="name">The asset's name.</param>
    public async Task DeleteAsync(long release, string name)
    {
        foreach (var asset in (await ListAsync(release)).Where(asset => asset.Name == name))
        {
            await Releases.DeleteAsset(connection.Repository.Owner, connection.Repository.Name, asset.Id);
        }
    }

    /// <summary>Downloads an asset.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="target">Receives its bytes; truncated before each attempt.</param>
    /// <param name="ct">Ends the download.</param>
    /// <returns>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="HttpRequestException">It did not arrive.</exception>
    public async Task<string> DownloadAsync(ReleaseAsset asset, Stream target, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                target.SetLength(0);
                return await DownloadOnceAsync(asset, target, ct);
            }
            catch (Exception e) when (e is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } or HttpIOException && attempt < MostAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), ct);
            }
            catch (HttpIOException e)
            {
                throw new HttpRequestException(e.Message, e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<string> DownloadOnceAsync(ReleaseAsset asset, Stream target, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, asset.Url);
        var credentials = await connection.Client.Connection.CredentialStore.GetCredentials();
        request.Headers.Authorization = new("Bearer", credentials.GetToken());
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));
        request.Headers.UserAgent.Add(new("mlops", null));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        _ = response.EnsureSuccessStatusCode();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
