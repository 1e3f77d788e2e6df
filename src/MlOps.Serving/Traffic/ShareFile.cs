namespace MlOps.Serving.Traffic;

/// <summary>A file with <c>MODEL=SHARE</c> a line, which is read again when it changes: a canary grows without a restart. <c>#</c> begins a comment.</summary>
/// <param name="path">Full path.</param>
/// <param name="splits">What it divides.</param>
/// <param name="log">Is told of new shares and of lines that cannot be read.</param>
internal sealed class ShareFile(string path, IReadOnlyList<TrafficSplit> splits, ServerLog log)
{
    private (DateTime Written, long Bytes)? _read;

    /// <summary>Reads it where it has changed. With a mistake in it the shares stay as they were.</summary>
    public void Refresh()
    {
        var file = new FileInfo(path);
        if (!file.Exists || _read == (file.LastWriteTimeUtc, file.Length))
        {
            return;
        }

        _read = (file.LastWriteTimeUtc, file.Length);
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            var (arm, share) = ArmShare.Split(line);
            if (share is null || !splits.Any(split => split.Arms.Contains(arm)))
            {
                log.Write($"{Path.GetFileName(path)}: '{Problem.Quote(line)}' is no MODEL=SHARE of a model that is served, with a share from 0 to 100; the shares stay as they were");
                return;
            }

            shares[arm] = share.Value;
        }

        foreach (var split in splits)
        {
            split.Change(shares);
            log.Write($"shares: {string.Join(", ", split.Arms.Zip(split.Shares, (arm, share) => FormattableString.Invariant($"{arm} {share:0.###}")))}");
        }
    }
}
