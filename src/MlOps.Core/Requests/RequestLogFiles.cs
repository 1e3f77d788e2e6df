using System.Globalization;

namespace MlOps.Requests;

/// <summary>The files of a request log: <c>requests-TIME-NUMBER-CHANCE.jsonl</c>, so that their names sort by time and several servers may share a folder.</summary>
internal static class RequestLogFiles
{
    /// <summary>Opens a new file; whoever reads may do so at the same time.</summary>
    /// <param name="folder">Made when absent.</param>
    /// <param name="now">The time in its name.</param>
    /// <param name="number">Counts the files of one writer, for those of one millisecond.</param>
    public static FileStream Create(string folder, DateTimeOffset now, int number)
    {
        _ = Directory.CreateDirectory(folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"requests-{now.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{number:000000}-{Guid.NewGuid().ToString("n")[..8]}.jsonl");
        return new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
    }

    /// <summary>The files of a folder, the oldest first.</summary>
    /// <param name="folder">Any folder.</param>
    public static IReadOnlyList<string> In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "requests-*.jsonl").Order(StringComparer.Ordinal)] : [];

    /// <summary>Removes the oldest files until the rest fits.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="totalBytes">What may stay.</param>
    /// <param name="current">The file that is being written, which stays.</param>
    public static void Trim(string folder, long totalBytes, string current)
    {
        var files = In(folder).Select(file => new FileInfo(file)).Where(file => file.Exists).ToList();
        var bytes = files.Sum(file => file.Length);
        foreach (var file in files.Where(file => file.FullName != current))
        {
            if (bytes <= totalBytes)
            {
                return;
            }

            bytes -= file.Length;
            file.Delete();
        }
    }
}
