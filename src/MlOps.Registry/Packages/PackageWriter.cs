using System.IO.Compression;
using System.Text.Json;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Packages;

/// <summary>Writes a version into one file: a zip with <c>package.json</c>, <c>files/</c> and <c>attachments/</c>.</summary>
/// <param name="registry">The version's registry.</param>
public sealed class PackageWriter(ModelRegistry registry)
{
    // the same version gives the same bytes
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the file; there is nothing or the whole of it.</summary>
    /// <param name="version">A version of the registry.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="ct">Stops the writing.</param>
    /// <exception cref="MlOpsException">MLOPS5002: the registry's files are not what was registered.</exception>
    public PackageManifest Write(ModelVersion version, string path, CancellationToken ct)
    {
        registry.Fetch(version, ct);
        var files = ModelFiles.Read(version.Folder);
        if (ModelFiles.ContentHashOf(files) != version.ContentHash)
        {
            throw new MlOpsException(Rules.RegistryDamaged, new(version.Folder.Replace('\\', '/')), $"the files of {ModelReference.To(version)} are not those that were registered");
        }

        var attachments = version.Attachments.ToDictionary(file => file.Name, file => registry.FetchAttachment(version, file, ct), StringComparer.Ordinal);
        var manifest = new PackageManifest(
            PackageManifest.CurrentFormat,
            version.Model,
            version.Version,
            version.ContentHash,
            [.. files.Select(file => new PackagedFile(file.Path, file.Bytes, file.Sha256))],
            [.. version.Attachments.Select(file => new PackagedFile(file.Name, file.Bytes, file.Sha256))],
            version.Description,
            version.Tags,
            version.Approvals);
        AtomicFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            Add(zip, PackageManifest.EntryName, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, PackageJson.Default.PackageManifest)), ct);
            foreach (var file in files)
            {
                Add(zip, PackageManifest.FilesFolder + file.Path, File.OpenRead(Path.Combine(version.Folder, file.Path)), ct);
            }

            foreach (var (name, source) in attachments)
            {
                Add(zip, PackageManifest.AttachmentsFolder + name, File.OpenRead(source), ct);
            }
        });
        return manifest;
    }

    // weights hardly shrink: stored, so that export and import run at the disk's speed
    private static void Add(ZipArchive zip, string name, Stream content, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using (content)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = EntryTime;
            using var target = entry.Open();
            content.CopyTo(target);
        }
    }
}
