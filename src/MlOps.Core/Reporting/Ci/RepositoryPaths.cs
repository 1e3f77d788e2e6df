using MlOps.Diagnostics;

namespace MlOps.Reporting.Ci;

/// <summary>Tells how a file is called from the top of its repository, as every build server names files.</summary>
/// <param name="folder">Full path of the current folder, to which findings name their files.</param>
/// <param name="top">Full path of the repository's top.</param>
public sealed class RepositoryPaths(string folder, string top)
{
    /// <summary>The repository that a folder is part of.</summary>
    /// <param name="folder">Full path of the current folder.</param>
    /// <param name="otherwise">The top where no folder on the way up is Git's, as on a server that only copies files; null for the current folder.</param>
    public static RepositoryPaths Find(string folder, string? otherwise)
    {
        for (var top = folder; top is not null; top = Path.GetDirectoryName(top))
        {
            // a file in a work tree or a submodule
            if (Path.Exists(Path.Combine(top, ".git")))
            {
                return new(folder, top);
            }
        }

        return new(folder, otherwise ?? folder);
    }

    /// <summary>The file's path from the repository's top, with '/'.</summary>
    /// <param name="location">Where a finding is.</param>
    /// <returns>Null when the finding is about no file, or one outside of the repository.</returns>
    public string? Of(Location location)
    {
        if (location == Location.None || location.File.Length == 0 || location.File.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.GetRelativePath(top, Path.GetFullPath(Path.Combine(folder, location.File))).Replace('\\', '/');
        return path is "." or ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
    }
}
