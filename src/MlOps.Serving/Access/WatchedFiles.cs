using System.Diagnostics;

namespace MlOps.Serving.Access;

/// <summary>Tells when files have changed, by their sizes and times. Looks once a second at most. Safe for threads.</summary>
/// <param name="paths">Full paths.</param>
internal sealed class WatchedFiles(IReadOnlyList<string> paths)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string _stamps = StampsOf(paths);
    private long _looked = Stopwatch.GetTimestamp();

    /// <summary>Full paths.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>True once after each change.</summary>
    public bool HaveChanged()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _looked)) < Every)
        {
            return false;
        }

        lock (_gate)
        {
            _looked = Stopwatch.GetTimestamp();
            var stamps = StampsOf(paths);
            var changed = stamps != _stamps;
            _stamps = stamps;
            return changed;
        }
    }

    private static string StampsOf(IReadOnlyList<string> paths) => string.Join(';', paths.Select(path =>
        new FileInfo(path) is { Exists: true } file ? FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}.{file.Length}") : "-"));
}
