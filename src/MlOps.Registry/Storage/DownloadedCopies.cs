namespace MlOps.Registry.Storage;

/// <summary>What was downloaded of a registry elsewhere to this machine: a folder a version, below that of its model.</summary>
internal static class DownloadedCopies
{
    /// <summary>Finds the copies of which no version is left.</summary>
    /// <param name="cache">Full path of the folder that keeps them.</param>
    /// <param name="models">Every model of the registry.</param>
    public static IEnumerable<Leftover> Unnamed(string cache, IReadOnlyList<RegisteredModel> models)
    {
        var named = models.SelectMany(model => model.Versions)
            .SelectMany(version => (string[])[version.Folder, $"{version.Folder}.attached", $"{version.Folder}.lineage"])
            .ToHashSet(StringComparer.Ordinal);
        return !Directory.Exists(cache) ? [] : Directory.EnumerateDirectories(cache)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => !named.Contains(folder))
            .Order(StringComparer.Ordinal)
            .Select(folder => new Leftover(folder, "a copy of no version", Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)));
    }
}
