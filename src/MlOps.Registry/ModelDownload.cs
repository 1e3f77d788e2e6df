using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry;

/// <summary>Brings the files of a version to a folder outside the registry.</summary>
/// <remarks>
/// The files are gathered in a folder beside the target and then take its place in one move: whoever looks sees all files of one
/// version or no folder, also after a process was killed.
/// </remarks>
public static class ModelDownload
{
    // another process can put its folder between our two moves; with a few processes it does so once or twice
    private const int MostAttempts = 20;

    /// <summary>Makes a folder hold a version's files and nothing else. A folder that does so already stays as it is.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="version">A version of it.</param>
    /// <param name="folder">Full path of the folder: absent, empty, or the work of an earlier download, which is replaced.</param>
    /// <param name="ct">Stops the copying; the folder stays as it was.</param>
    /// <returns>False when the folder held the version already.</returns>
    /// <exception cref="MlOpsException">MLOPS2009: the folder holds other files. MLOPS5002: the registry's files are not what was registered.</exception>
    public static bool Bring(ModelRegistry registry, ModelVersion version, string folder, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return BringOnce(registry, version, folder, ct);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && attempt < MostAttempts)
            {
                // another process has replaced the folder while this one was looking at its files
            }
        }
    }

    private static bool BringOnce(ModelRegistry registry, ModelVersion version, string folder, CancellationToken ct)
    {
        if (Holds(folder, version))
        {
            return false;
        }

        RequireOwn(folder);
        registry.Fetch(version, ct);
        var parent = Path.GetDirectoryName(folder)!;
        var staged = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Guid.NewGuid():n}");
        try
        {
            _ = Directory.CreateDirectory(staged);
            Copy(version, staged, ct);
            Replace(folder, staged);
            return true;
        }
        finally
        {
            ModelFiles.Remove(staged);
        }
    }

    private static bool Holds(string folder, ModelVersion version) =>
        File.Exists(Path.Combine(folder, Lineage.FileName))
        && ModelFiles.ContentHashOf(folder) == version.ContentHash
        && Lineage.Read(version with { Folder = folder }).Version == version.Version;

    private static void RequireOwn(string folder)
    {
        // twice: a folder that another process is just replacing looks like a strange one for a moment
        if (IsStrange(folder) && IsStrange(folder))
        {
            throw new MlOpsException(
                Rules.AlreadyThere, new(folder.Replace('\\', '/')), "there are files here that no download has made; give a folder that is absent or empty");
        }
    }

    private static bool IsStrange(string folder)
    {
        string[] names = Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))] : [];
        return File.Exists(folder) || (names.Length > 0 && !names.Contains(Lineage.FileName));
    }

    private static void Copy(ModelVersion version, string staged, CancellationToken ct)
    {
        if (ModelFiles.ContentHashOf(ModelFiles.Copy(version.Folder, staged, ct)) != version.ContentHash)
        {
            throw new MlOpsException(
                Rules.RegistryDamaged,
                new(version.Folder.Replace('\\', '/')),
                $"the files of {ModelReference.To(version)} are not those that were registered");
        }

        foreach (var (file, _) in ModelFiles.Enumerate(staged))
        {
            File.SetAttributes(file, FileAttributes.Normal); // the registry's own are read-only; a copy belongs to its user
        }
    }

    private static void Replace(string folder, string staged)
    {
        var old = staged + ".old";
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                MoveAway(folder, old);
                try
                {
                    Directory.Move(staged, folder);
                    return;
                }
                catch (IOException) when (Directory.Exists(folder) && attempt < MostAttempts)
                {
                    // another process has put its folder there since
                }
            }
        }
        finally
        {
            ModelFiles.Remove(old);
        }
    }

    private static void MoveAway(string folder, string old)
    {
        ModelFiles.Remove(old);
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Move(folder, old);
            }
        }
        catch (IOException) when (!Directory.Exists(folder))
        {
            // another process has moved it since
        }
    }
}
