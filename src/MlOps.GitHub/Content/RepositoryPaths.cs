namespace MlOps.GitHub.Content;

/// <summary>Turns the paths of findings, which are as the user named them, into paths below the repository's top.</summary>
/// <param name="top">Full path of the repository's top; null where the repository is not on this machine.</param>
/// <param name="folder">The folder that relative paths start from, relative to the top, with '/'; empty for the top itself.</param>
public sealed class RepositoryPaths(string? top, string folder)
{
    private const int MaxCharacters = 1000;

    /// <summary>Paths of a run that was started in a folder of this machine.</summary>
    /// <param name="top">Full path of the repository's top.</param>
    /// <param name="current">Full path of the folder that the run was started in.</param>
    public static RepositoryPaths Of(string top, string current)
    {
        var relative = Path.GetRelativePath(top, current).Replace('\\', '/');
        return new(top, relative == "." ? "" : relative);
    }

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder => folder;

    /// <summary>The path below the repository's top, with '/'.</summary>
    /// <param name="file">The path as a finding gives it.</param>
    /// <returns>Null when it lies elsewhere, or is none.</returns>
    public string? Find(string file)
    {
        if (file.Length is 0 or > MaxCharacters || file.Any(char.IsControl))
        {
            return null;
        }

        var isFull = Path.IsPathRooted(file) || file.Contains(':', StringComparison.Ordinal);
        return isFull
            ? top is not null && Path.IsPathFullyQualified(file) ? Resolve(Path.GetRelativePath(top, file)) : null
            : Resolve($"{folder}/{file}");
    }

    private static string? Resolve(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return parts.Count == 0 || Path.IsPathRooted(parts[0]) ? null : string.Join('/', parts);
    }
}
