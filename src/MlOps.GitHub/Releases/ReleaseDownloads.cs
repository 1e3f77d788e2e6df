using MlOps.Diagnostics;
using MlOps.GitHub.Access;
using MlOps.Registry;
using Octokit;

namespace MlOps.GitHub.Releases;

/// <summary>Brings files of versions to this machine; what is not as it was uploaded does not count.</summary>
/// <param name="repository">The repository, for messages.</param>
/// <param name="assets">Its assets.</param>
internal sealed class ReleaseDownloads(RepositoryName repository, ReleaseAssets assets)
{
    /// <summary>The asset that holds an attached file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Its name with a part of the hash: of two jobs that attach other files under one name, neither replaces what the other has uploaded.</returns>
    public static string AssetOf(Attachment file) => $"attached-{file.Sha256[..16]}-{file.Name}";

    /// <summary>Downloads all files of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="folder">Full path of the folder that gets them.</param>
    /// <param name="ct">Ends the download.</param>
    /// <returns>False where a file is missing or is not what was registered.</returns>
    public async Task<bool> TryVersionAsync(IndexedVersion version, string folder, CancellationToken ct)
    {
        var listed = (await assets.ListAsync(version.Release)).ToDictionary(asset => asset.Name, StringComparer.Ordinal);
        foreach (var file in version.Files)
        {
            var path = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !listed.TryGetValue(file.Asset, out var asset))
            {
                return false;
            }

            _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (await DownloadAsync(asset, path, ct) != file.Sha256)
            {
                return false;
            }
        }

        return ReleaseFiles.ContentHashOf(version.Files) == version.ContentHash;
    }

    /// <summary>Downloads one file of a version; it is there whole or not at all.</summary>
    /// <param name="release">Id of the version's release.</param>
    /// <param name="name">The asset's name.</param>
    /// <param name="sha256">Of its bytes.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="ct">Ends the download.</param>
    /// <returns>The path.</returns>
    /// <exception cref="MlOpsException">MLOPS5002: the asset is missing, or is not what was uploaded.</exception>
    public async Task<string> OneAsync(long release, string name, string sha256, string path, CancellationToken ct)
    {
        var asset = (await assets.ListAsync(release)).FirstOrDefault(asset => asset.Name == name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var staged = $"{path}.{Guid.NewGuid():n}";
        try
        {
            if (asset is null || await DownloadAsync(asset, staged, ct) != sha256)
            {
                throw new MlOpsException(Rules.RegistryDamaged, Location.None, $"the asset {name} in releases of {repository} is not what was uploaded");
            }

            File.Move(staged, path, overwrite: true);
            return path;
        }
        finally
        {
            File.Delete(staged);
        }
    }

    private async Task<string> DownloadAsync(ReleaseAsset asset, string path, CancellationToken ct)
    {
        await using var target = new FileStream(path, System.IO.FileMode.CreateNew, FileAccess.ReadWrite);
        return await assets.DownloadAsync(asset, target, ct);
    }
}
