using System.Globalization;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Registry.Cards;
using MlOps.Registry.Mlflow.Wire;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Mlflow;

/// <summary>Brings the files of a version from the server; every byte is held against the manifest, and the manifest against its tag.</summary>
/// <param name="client">The server.</param>
internal sealed class ModelFetch(MlflowClient client)
{
    /// <summary>Downloads a version into a new folder.</summary>
    /// <param name="version">The version on the server.</param>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="ct">Stops the download.</param>
    /// <returns>What was downloaded.</returns>
    /// <exception cref="MlOpsException">MLOPS5002: the artifacts are not what was registered. MLOPS5203: another client's version.</exception>
    public async Task<VersionManifest> DownloadAsync(MlflowVersion version, string folder, CancellationToken ct)
    {
        var (path, manifest) = await ManifestAsync(version, ct);
        foreach (var file in manifest.Files)
        {
            var target = Path.GetFullPath(Path.Combine(folder, file.Path));
            if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw Damaged(version, file.Path);
            }

            _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await CheckedAsync(version, $"{path}/{file.Path}", () => new FileStream(target, FileMode.Create, FileAccess.Write), file.Sha256, file.Bytes, ct);
        }

        if (ModelFiles.ContentHashOf(manifest.Files) != manifest.ContentHash)
        {
            throw Damaged(version, VersionManifest.FileName);
        }

        Number(MlflowModels.NumberOf(version), folder);
        return manifest;
    }

    /// <summary>Reads where a version comes from, without its files.</summary>
    /// <param name="version">The version on the server.</param>
    /// <param name="ct">Ends the requests.</param>
    /// <exception cref="MlOpsException">MLOPS5002: the artifacts are not what was registered. MLOPS5203: another client's version.</exception>
    public async Task<Lineage> LineageAsync(MlflowVersion version, CancellationToken ct)
    {
        var (path, manifest) = await ManifestAsync(version, ct);
        var file = manifest.Files.FirstOrDefault(file => file.Path == Lineage.FileName) ?? throw Damaged(version, Lineage.FileName);
        var content = new MemoryStream();
        await CheckedAsync(version, $"{path}/{file.Path}", () => content = new(), file.Sha256, file.Bytes, ct);
        return Lineage.Parse(content.ToArray()) with { Version = MlflowModels.NumberOf(version) };
    }

    /// <summary>Downloads an attached file.</summary>
    /// <param name="version">The version on the server.</param>
    /// <param name="file">The file.</param>
    /// <param name="target">Full path of the file that is written.</param>
    /// <param name="ct">Stops the download.</param>
    /// <exception cref="MlOpsException">MLOPS5002: it is not what was attached.</exception>
    public Task AttachmentAsync(MlflowVersion version, Attachment file, string target, CancellationToken ct) =>
        CheckedAsync(version, AttachmentPath(version, file), () => new FileStream(target, FileMode.Create, FileAccess.Write), file.Sha256, file.Bytes, ct);

    /// <summary>Where an attached file lies: beside the version's own files, below its hash, so that two files of one name are two artifacts.</summary>
    /// <param name="version">The version on the server.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="MlOpsException">MLOPS5203: another client's version.</exception>
    public static string AttachmentPath(MlflowVersion version, Attachment file) => $"{PathOf(version)}-attached/{file.Sha256}/{file.Name}";

    private async Task<(string Path, VersionManifest Manifest)> ManifestAsync(MlflowVersion version, CancellationToken ct)
    {
        var path = PathOf(version);
        var content = new MemoryStream();
        await CheckedAsync(version, $"{path}/{VersionManifest.FileName}", () => content = new(), new VersionTags(version.Tags).ManifestHash!, VersionManifest.MostBytes, ct);
        var manifest = JsonSerializer.Deserialize(content.ToArray(), RegistryJson.Default.VersionManifest)!;
        return manifest.Format <= VersionManifest.CurrentFormat ? (path, manifest) : throw new MlOpsException(
            Rules.RegistryTooNew, Location.None, $"{NameOf(version)} was registered by a newer mlops (format {manifest.Format}; this one reads up to {VersionManifest.CurrentFormat})");
    }

    private async Task CheckedAsync(MlflowVersion version, string path, Func<Stream> open, string sha256, long mostBytes, CancellationToken ct)
    {
        string? hash;
        try
        {
            hash = await client.DownloadAsync(path, open, mostBytes, ct);
        }
        catch (MlflowRefusal refusal) when (refusal.Status is not (System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden))
        {
            throw Damaged(version, Path.GetFileName(path), refusal); // MLflow answers 500 for an artifact that is not there
        }

        if (hash != sha256)
        {
            throw Damaged(version, Path.GetFileName(path));
        }
    }

    // the number is given by the server after the upload: the two files that name it get it here
    private static void Number(int version, string folder)
    {
        var (lineagePath, cardPath) = (Path.Combine(folder, Lineage.FileName), Path.Combine(folder, ModelCard.FileName));
        var lineage = Lineage.Parse(File.ReadAllBytes(lineagePath)) with { Version = version };
        File.WriteAllBytes(lineagePath, lineage.ToJson());
        File.WriteAllBytes(cardPath, ModelCard.WithVersion(File.ReadAllBytes(cardPath), lineage));
    }

    private static string PathOf(MlflowVersion version) =>
        new VersionTags(version.Tags).ManifestHash is not null && version.Source is { } source && MlflowRuns.PathOf(source) is { } path ? path : throw new MlOpsException(
            Rules.ForeignVersion, Location.None, $"{NameOf(version)} was not registered by mlops, or not wholly: there is no manifest to check its files by");

    private static MlOpsException Damaged(MlflowVersion version, string file, Exception? inner = null) =>
        new(Rules.RegistryDamaged, Location.None, $"the artifacts of {NameOf(version)} are not what was registered: see {file}", inner);

    private static string NameOf(MlflowVersion version) => string.Create(CultureInfo.InvariantCulture, $"version {version.Version} of model '{version.Name}'");
}
