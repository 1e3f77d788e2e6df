namespace MlOps.Registry.Storage;

/// <summary>
/// Where a candidate's files are gathered before they become a version: <c>incoming/ID/</c>, and beside it <c>ID.lock</c>, a file that
/// its process holds locked for as long as it lives. The system lets go of the lock when the process ends, however it ends; so a lock
/// that can be taken marks what a killed process left.
/// </summary>
internal sealed class IncomingFolder : IDisposable
{
    private readonly FileStream _lock;

    private IncomingFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Makes a folder of this process's own. The caller holds the registry's write lock, so that nobody sweeps between the two steps.</summary>
    public static IncomingFolder Claim(string incoming)
    {
        var path = System.IO.Path.Combine(incoming, Guid.NewGuid().ToString("n"));
        _ = Directory.CreateDirectory(incoming);
        var @lock = new FileStream(path + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        _ = Directory.CreateDirectory(path);
        return new IncomingFolder(path, @lock);
    }

    /// <summary>Removes what killed processes left. The caller holds the registry's write lock.</summary>
    public static void Sweep(string incoming)
    {
        if (!Directory.Exists(incoming))
        {
            return;
        }

        foreach (var lockFile in Directory.GetFiles(incoming, "*.lock"))
        {
            if (TryTake(lockFile, FileOptions.DeleteOnClose) is { } dead)
            {
                using (dead)
                {
                    ModelFiles.Remove(lockFile[..^".lock".Length]);
                }
            }
        }
    }

    /// <summary>The folders that killed processes left.</summary>
    public static IEnumerable<string> Left(string incoming)
    {
        foreach (var lockFile in Directory.Exists(incoming) ? Directory.GetFiles(incoming, "*.lock") : [])
        {
            // not DeleteOnClose: looking removes nothing
            if (TryTake(lockFile, FileOptions.None) is { } dead)
            {
                dead.Dispose();
                yield return lockFile[..^".lock".Length];
            }
        }
    }

    /// <summary>Moves the folder to its place in one step.</summary>
    public void MoveTo(string target)
    {
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        Directory.Move(Path, target);
    }

    /// <summary>Moves one file of the folder to another folder in one step; what a killed process left there under this name is replaced.</summary>
    public void MoveFileTo(string name, string folder)
    {
        _ = Directory.CreateDirectory(folder);
        File.Move(System.IO.Path.Combine(Path, name), System.IO.Path.Combine(folder, name), overwrite: true);
    }

    /// <summary>Removes the folder when it was not moved, and lets go of the lock.</summary>
    public void Dispose()
    {
        using (_lock)
        {
            ModelFiles.Remove(Path);
        }
    }

    private static FileStream? TryTake(string lockFile, FileOptions options)
    {
        try
        {
            return new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // its process lives, or has just removed it, or is another user's
        }
    }
}
