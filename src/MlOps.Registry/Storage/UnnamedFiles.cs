using System.Globalization;

namespace MlOps.Registry.Storage;

/// <summary>Finds the files of a registry in a folder that no version names.</summary>
/// <param name="incoming">Where candidates are gathered.</param>
/// <param name="models">Where versions lie.</param>
/// <param name="attachments">Where attached files lie.</param>
internal sealed class UnnamedFiles(string incoming, string models, string attachments)
{
    /// <summary>Finds them.</summary>
    /// <param name="known">Every model of the registry.</param>
    public IEnumerable<Leftover> Find(IReadOnlyList<RegisteredModel> known)
    {
        var versions = known.SelectMany(model => model.Versions).ToDictionary(Place);
        var folders = IncomingFolder.Left(incoming).Select(path => (path, "was being registered"))
            .Concat(Versions(models).Where(folder => !versions.ContainsKey(folder.Place)).Select(folder => (folder.Path, "no version has these files")))
            .Concat(Versions(attachments).Where(folder => !versions.ContainsKey(folder.Place)).Select(folder => (folder.Path, "attached to no version")));
        var files = Versions(attachments).Where(folder => versions.ContainsKey(folder.Place))
            .SelectMany(folder => Directory.EnumerateFiles(folder.Path).Where(file => versions[folder.Place].Attachments.All(known => known.Name != Path.GetFileName(file))))
            .Select(file => (file, "attached to no version"));
        return folders.Concat(files).Select(left => new Leftover(left.Item1, left.Item2, BytesOf(left.Item1)));
    }

    /// <summary>Removes one.</summary>
    /// <returns>It.</returns>
    public static Leftover Remove(Leftover left, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        ModelFiles.Remove(left.Path);
        if (File.Exists(left.Path))
        {
            File.SetAttributes(left.Path, FileAttributes.Normal);
            File.Delete(left.Path);
        }

        File.Delete($"{left.Path}.lock"); // of a folder that was being registered
        return left;
    }

    private static string Place(ModelVersion version) => string.Create(CultureInfo.InvariantCulture, $"{version.Model}/{version.Version}");

    private static IEnumerable<(string Path, string Place)> Versions(string root) => !Directory.Exists(root) ? []
        : Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories)
            .Select(path => (path, $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}"))
            .OrderBy(folder => folder.Item2, StringComparer.Ordinal);

    private static long BytesOf(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
        : File.Exists(path) ? new FileInfo(path).Length : 0;
}
