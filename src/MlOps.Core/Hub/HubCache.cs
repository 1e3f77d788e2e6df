using MlOps.Files;

namespace MlOps.Hub;

/// <summary>
/// A model's folder in the cache that huggingface_hub keeps: <c>refs/REVISION</c> names a commit, <c>snapshots/COMMIT/FILE</c> links to
/// <c>blobs/ETAG</c>, the content. Where the system makes no links, the snapshot holds copies.
/// </summary>
/// <param name="cache">Full path of the cache.</param>
/// <param name="id">The model.</param>
internal sealed class HubCache(string cache, HubId id)
{
    private readonly string _folder = Path.Combine(cache, id.CacheFolder);

    /// <summary>The file that remembers what commit the revision is.</summary>
    public string RefFile => Path.Combine(_folder, "refs", id.Revision);

    /// <summary>The commit of the revision; null where the cache does not know it.</summary>
    public string? Commit() =>
        id.IsCommit ? id.Revision
        : File.Exists(RefFile) && File.ReadAllText(RefFile).Trim() is var commit && HubId.IsHash(commit) ? commit
        : null;

    /// <summary>Remembers what commit the revision is.</summary>
    /// <param name="commit">40 hexadecimal digits.</param>
    public void Remember(string commit)
    {
        if (!id.IsCommit && Commit() != commit)
        {
            AtomicFile.WriteText(RefFile, commit);
        }
    }

    /// <summary>The folder of a commit's files.</summary>
    /// <param name="commit">40 hexadecimal digits.</param>
    public string Snapshot(string commit) => Path.Combine(_folder, "snapshots", commit);

    /// <summary>The file of a content.</summary>
    /// <param name="etag">Its hash.</param>
    public string Blob(string etag) => Path.Combine(_folder, "blobs", etag);

    /// <summary>The file that is locked while a content is downloaded, by huggingface_hub too.</summary>
    /// <param name="etag">Its hash.</param>
    public string LockFile(string etag) => Path.Combine(cache, ".locks", id.CacheFolder, $"{etag}.lock");

    /// <summary>True for a file of a snapshot that has its content: .NET says of a link that leads nowhere that it exists.</summary>
    /// <param name="path">Full path.</param>
    public static bool IsThere(string path) => new FileInfo(path) is { Exists: true } file && (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).Exists;

    /// <summary>Lets a snapshot's file stand for a content.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The file.</param>
    /// <param name="etag">The hash of a content that is there.</param>
    public void Link(string commit, string name, string etag)
    {
        var path = Path.Combine(Snapshot(commit), name);
        if (IsThere(path))
        {
            return;
        }

        _ = Directory.CreateDirectory(Snapshot(commit));
        File.Delete(path); // a link that leads nowhere
        try
        {
            _ = File.CreateSymbolicLink(path, Path.Combine("..", "..", "blobs", etag));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            if (!IsThere(path)) // else another process was first
            {
                AtomicFile.Copy(Blob(etag), path);
            }
        }
    }
}
