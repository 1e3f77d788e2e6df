using System.Globalization;
using System.Net;
using MlOps.Diagnostics;
using MlOps.Metrics;
using MlOps.Steps;

namespace MlOps.Hub;

/// <summary>
/// Brings contents into the cache. What has arrived is kept in <c>ETAG.incomplete</c>, from where the next attempt goes on, in this process or
/// another; the content gets its name once its hash is right. A lock lets one process at a time download a content.
/// </summary>
/// <param name="client">Sends the requests.</param>
/// <param name="cache">The model's folder.</param>
/// <param name="id">The model.</param>
internal sealed class HubDownload(HubClient client, HubCache cache, HubId id)
{
    private const int MostAttempts = 5;
    private const long ReportedBytes = 8 << 20;
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes sure that a snapshot holds a file.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The file.</param>
    /// <param name="mostBytes">The largest size that is taken.</param>
    /// <param name="progress">Receives how far it is; null for nobody.</param>
    /// <param name="ct">Stops the download; what has arrived is kept.</param>
    /// <exception cref="MlOpsException">MLOPS2002: it is not there. MLOPS2014: the hub refuses it, cannot be reached, or sends something else.</exception>
    public async Task BringAsync(string commit, string name, long mostBytes, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        if (HubCache.IsThere(Path.Combine(cache.Snapshot(commit), name)))
        {
            return;
        }

        var facts = await client.DescribeAsync(id, commit, name, ct);
        if (facts.Bytes > mostBytes)
        {
            throw HubFailures.Failed(string.Create(CultureInfo.InvariantCulture, $"{name} of '{id}' has {facts.Bytes} bytes; at most {mostBytes} are taken"));
        }

        if (!File.Exists(cache.Blob(facts.ETag)))
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(cache.Blob(facts.ETag))!);
            using var held = await LockAsync(cache.LockFile(facts.ETag), ct);
            if (!File.Exists(cache.Blob(facts.ETag)))
            {
                await DownloadAsync(facts, name, progress, ct);
            }
        }

        cache.Link(commit, name, facts.ETag);
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken ct)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); // on Unix a flock, as huggingface_hub takes
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockInterval, ct);
            }
        }
    }

    private async Task DownloadAsync(HubFileFacts facts, string name, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var partial = cache.Blob(facts.ETag) + ".incomplete";
        for (var failures = 0; ;)
        {
            var before = File.Exists(partial) ? new FileInfo(partial).Length : 0;
            var cut = await ReceiveAsync(facts, name, partial, progress, ct);
            var arrived = new FileInfo(partial).Length;
            if (arrived == facts.Bytes && BlobHash.Holds(partial, facts.ETag))
            {
                File.Move(partial, cache.Blob(facts.ETag), overwrite: true);
                return;
            }

            if (arrived >= facts.Bytes)
            {
                File.Delete(partial); // something else than what was promised: from the beginning
                cut = new IOException($"its {arrived} bytes are not those of {facts.ETag}");
            }

            failures = arrived > before && arrived < facts.Bytes ? 0 : failures + 1;
            if (failures == MostAttempts)
            {
                throw HubFailures.Failed($"{name} of '{id}' does not arrive whole: {cut?.Message ?? "it ends too early"}; try again later", cut);
            }

            await client.PauseAsync(failures + 1, ct);
        }
    }

    // what is cut off is kept; the next attempt goes on from there
    private async Task<Exception?> ReceiveAsync(HubFileFacts facts, string name, string partial, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        await using var target = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        if (target.Length > facts.Bytes)
        {
            target.SetLength(0);
        }

        if (target.Length == facts.Bytes)
        {
            return null;
        }

        using var response = await client.DownloadAsync(id, facts.Source, target.Length, ct);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != target.Length)
        {
            target.SetLength(0);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return new IOException(string.Create(CultureInfo.InvariantCulture, $"the answer to the request for its rest was {(int)response.StatusCode}"));
            }
        }

        target.Position = target.Length;
        try
        {
            await CopyAsync(await response.Content.ReadAsStreamAsync(ct), target, facts, name, progress, ct);
            return null;
        }
        catch (HttpRequestException e)
        {
            return e;
        }
    }

    private async Task CopyAsync(Stream source, FileStream target, HubFileFacts facts, string name, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        var reported = target.Length - ReportedBytes;
        using var clock = HubClient.Clock(ct);
        while (target.Length <= facts.Bytes)
        {
            if (target.Length - reported >= ReportedBytes)
            {
                reported = target.Length;
                progress?.Report(new(
                    $"downloading {name} of {id}: {MetricText.Of(target.Length, MetricUnit.Bytes)} of {MetricText.Of(facts.Bytes, MetricUnit.Bytes)}", (double)target.Length / Math.Max(1, facts.Bytes)));
            }

            clock.CancelAfter(HubClient.Patience);
            var read = await ReadAsync(source, buffer, clock.Token, ct);
            if (read == 0)
            {
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            await target.FlushAsync(ct); // the length that is looked at, and that a killed process leaves
        }
    }

    // what the network does is told from what the disk does
    private static async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken clock, CancellationToken ct)
    {
        try
        {
            return await source.ReadAsync(buffer, clock);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"the connection was cut ({e.Message})", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new HttpRequestException("nothing arrived for a minute", e);
        }
    }
}
