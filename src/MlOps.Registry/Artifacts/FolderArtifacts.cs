using MlOps.Diagnostics;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Artifacts;

/// <summary>Artifacts in a folder that every machine sees. A file is written under a name of its own and moved to its place: no lock is needed, also where network file systems have none.</summary>
/// <param name="folder">Full path of the folder; made when the first file is kept.</param>
/// <param name="time">The clock.</param>
public sealed class FolderArtifacts(string folder, TimeProvider time) : ArtifactStore
{
    /// <inheritdoc/>
    public override void Put(string sha256, string path, CancellationToken ct) => Guard(() =>
    {
        var target = FullPath(sha256);
        if (File.Exists(target))
        {
            Refresh(target);
            return 0;
        }

        var staged = Path.Combine(folder, "incoming", Guid.NewGuid().ToString("n"));
        try
        {
            var copied = ModelFiles.CopyFile(path, Path.GetDirectoryName(staged)!, Path.GetFileName(staged), ct);
            if (copied.Sha256 != sha256)
            {
                throw new MlOpsException(Rules.BadModelFolder, new(path.Replace('\\', '/')), "the file changed while it was registered");
            }

            _ = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(staged, target, overwrite: true);
            return 0;
        }
        finally
        {
            File.Delete(staged);
        }
    });

    /// <inheritdoc/>
    public override string Get(string sha256, string path, CancellationToken ct) => Guard(() =>
    {
        try
        {
            return ModelFiles.CopyFile(FullPath(sha256), Path.GetDirectoryName(path)!, Path.GetFileName(path), ct).Sha256;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(sha256, e);
        }
    });

    /// <inheritdoc/>
    public override IEnumerable<Artifact> List(CancellationToken ct) => Guard(() => !Directory.Exists(folder) ? [] : new DirectoryInfo(folder)
        .EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(file => (File: file, Hash: HashIn(Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'))))
        .Where(found => found.Hash is not null)
        .Select(found => new Artifact(found.Hash!, found.File.Length, found.File.LastWriteTimeUtc))
        .ToList());

    /// <inheritdoc/>
    public override void Remove(string sha256, DateTime before, CancellationToken ct) => Guard(() =>
    {
        if (File.GetLastWriteTimeUtc(FullPath(sha256)) < before)
        {
            File.Delete(FullPath(sha256));
        }

        return 0;
    });

    private string FullPath(string sha256) => Path.Combine(folder, PathOf(sha256));

    private void Refresh(string target)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - File.GetLastWriteTimeUtc(target) > RefreshAge)
        {
            File.SetLastWriteTimeUtc(target, now);
        }
    }

    private T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException(Rules.ArtifactsFailed, Location.None, $"the registry's artifacts in {folder} cannot be used: {e.Message}", e);
        }
    }
}
