using Octokit.Internal;

namespace Octokit;

internal sealed class ReleasesClient(Connection connection) : IReleasesClient
{
    public async Task<IReadOnlyList<Release>> GetAll(string owner, string name) =>
        [.. (await Pages.GetAsync<IReadOnlyList<Release>>(connection, $"repos/{owner}/{name}/releases")).SelectMany(page => page)];

    public async Task<Release> Get(string owner, string name, long id) =>
        (await connection.SendAsync<Release>(HttpMethod.Get, $"repos/{owner}/{name}/releases/{id}")).Value;

    public async Task<Release> Get(string owner, string name, string tag) =>
        (await connection.SendAsync<Release>(HttpMethod.Get, $"repos/{owner}/{name}/releases/tags/{Uri.EscapeDataString(tag)}")).Value;

    public async Task<Release> Create(string owner, string name, NewRelease data) =>
        (await connection.SendAsync<Release>(HttpMethod.Post, $"repos/{owner}/{name}/releases", data)).Value;

    public async Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data) =>
        (await connection.SendAsync<Release>(HttpMethod.Patch, $"repos/{owner}/{name}/releases/{id}", data)).Value;

    public Task Delete(string owner, string name, long id) =>
        connection.SendAsync(new Request { Method = HttpMethod.Delete, Endpoint = new($"repos/{owner}/{name}/releases/{id}", UriKind.Relative) });

    public async Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id, ApiOptions options) =>
        [.. (await Pages.GetAsync<IReadOnlyList<ReleaseAsset>>(connection, $"repos/{owner}/{name}/releases/{id}/assets", options)).SelectMany(page => page)];

    public async Task<ReleaseAsset> UploadAsset(Release release, ReleaseAssetUpload data, CancellationToken cancellationToken = default)
    {
        // a template of RFC 6570: https://uploads.github.com/.../assets{?name,label}
        var address = $"{release.UploadUrl.Split('{')[0]}?name={Uri.EscapeDataString(data.FileName)}";
        var response = await connection.SendAsync(
            new Request { Method = HttpMethod.Post, Endpoint = new(address, UriKind.Absolute), Body = data.RawData, ContentType = data.ContentType, Timeout = data.Timeout ?? TimeSpan.FromSeconds(100) },
            cancellationToken);
        return new SimpleJsonSerializer().Deserialize<ReleaseAsset>((string)response.Body)!;
    }

    public Task DeleteAsset(string owner, string name, int assetId) =>
        connection.SendAsync(new Request { Method = HttpMethod.Delete, Endpoint = new($"repos/{owner}/{name}/releases/assets/{assetId}", UriKind.Relative) });
}
