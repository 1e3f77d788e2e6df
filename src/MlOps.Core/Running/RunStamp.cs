using System.Globalization;
using System.Text;
using MlOps.Files;

namespace MlOps.Running;

/// <summary>
/// Remembers everything that the last run depended on, as the file system shows it: a run of which nothing has changed since ends
/// before it reads the pipeline. It is plain text that is written again and compared, for that is quick.
/// </summary>
/// <param name="state">Where it is kept.</param>
public sealed class RunStamp(StateFolder state)
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    private string StampFile => Path.Combine(state.Path, "last-run");

    /// <summary>The last run, when nothing that it depended on has changed.</summary>
    /// <param name="request">What the command line asks for, a line each.</param>
    /// <returns>The run; null when there is none, or it has to be looked at more closely.</returns>
    public StampedRun? Find(IReadOnlyList<string> request)
    {
        if (!File.Exists(StampFile))
        {
            return null;
        }

        var lines = File.ReadAllLines(StampFile);
        var end = Array.IndexOf(lines, "");
        if (end < StampedRun.Lines)
        {
            return null;
        }

        var paths = lines[StampedRun.Lines..end];
        return lines.AsSpan(end + 1).SequenceEqual(Observe(request, paths).ToArray()) ? StampedRun.Parse(lines) : null;
    }

    /// <summary>Forgets the last run; whoever starts a run does so first.</summary>
    public void Remove()
    {
        if (File.Exists(StampFile))
        {
            File.Delete(StampFile);
        }
    }

    /// <summary>Remembers a run that has ended, unless an input changed so lately that one more change could go unseen.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">What the command line asked for, a line each.</param>
    /// <param name="inputs">Full paths of the pipeline and of the files and folders that its steps read.</param>
    /// <param name="outputs">Full paths of what the run has made and relies on.</param>
    /// <param name="time">The clock.</param>
    public void Write(StampedRun run, IReadOnlyList<string> request, IReadOnlyList<string> inputs, IEnumerable<string> outputs, TimeProvider time)
    {
        var late = time.GetUtcNow().UtcDateTime - Grain;
        if (inputs.SelectMany(Files).Any(file => file.LastWriteTimeUtc > late))
        {
            return;
        }

        string[] paths = [.. inputs.Concat(outputs).Distinct()];
        string[] lines = [.. run.ToLines(), .. paths, "", .. Observe(request, paths)];
        if (!lines.Any(line => line.Contains('\n', StringComparison.Ordinal)))
        {
            AtomicFile.WriteText(StampFile, new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString());
        }
    }

    private static IEnumerable<string> Observe(IReadOnlyList<string> request, string[] paths)
    {
        foreach (var line in request)
        {
            yield return line;
        }

        foreach (var path in paths)
        {
            yield return $"{path} {(Path.Exists(path) ? "is there" : "is not there")}";
            foreach (var file in Files(path).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
            }
        }
    }

    private static IEnumerable<FileInfo> Files(string path) =>
        Directory.Exists(path) ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories)
        : File.Exists(path) ? [new FileInfo(path)]
        : [];
}
