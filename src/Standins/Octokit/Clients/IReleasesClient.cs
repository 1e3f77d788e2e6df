namespace Octokit;

public interface IReleasesClient
{
    Task<IReadOnlyList<Release>> GetAll(string owner, string name);

    Task<Release> Get(string owner, string name, long id);

    Task<Release> Get(string owner, string name, string tag);

    Task<Release> Create(string owner, string name, NewRelease data);

    Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data);

    Task Delete(string owner, string name, long id);

    Task<IReadOnlyList<ReleaseAsset>> GetAllAssets(string owner, string name, long id, ApiOptions options);

    Task<ReleaseAsset> UploadAsset(Release release, ReleaseAssetUpload data, CancellationToken cancellationToken = default);

    Task DeleteAsset(string owner, string name, int assetId);
}
