namespace MlOps.MSBuild;

/// <summary>The file by which MSBuild sees that the tool need not be asked: it is newer than all that it lists.</summary>
/// <param name="path">The file.</param>
internal sealed class InputsList(string path)
{
    private static readonly TimeSpan ClockGrain = TimeSpan.FromSeconds(2); // some file systems know no finer times

    /// <summary>Writes the list: files, and folders with a slash at their end and all files below them.</summary>
    /// <param name="inputs">Full paths of files and folders that the tool read.</param>
    /// <param name="others">Full paths of files that decide as well, and that the tool may have changed itself.</param>
    /// <param name="started">When the tool was started, UTC. Of an input that has changed since, it may have read what was there before: then
    /// there is no list, and the next build asks the tool.</param>
    public void Write(IEnumerable<string> inputs, IEnumerable<string> others, DateTime started)
    {
        string[] read = [.. inputs.SelectMany(Paths)];
        if (read.All(input => File.GetLastWriteTimeUtc(input) <= started - ClockGrain))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllLines(path, read.Concat(others).Distinct(StringComparer.Ordinal));
        }
    }

    private static IEnumerable<string> Paths(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Prepend(input.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar)
        : [input];
}
