using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Metrics;
using MlOps.Remote;
using MlOps.Steps;

namespace MlOps.Storage.Remote;

/// <summary>
/// Brings one file into the cache with one request where nothing has changed. What has arrived of a download that is cut is kept, and goes on from
/// there, in this process or another, where the server tells contents apart by a strong ETag and sends parts.
/// </summary>
/// <param name="objects">Sends the requests.</param>
/// <param name="limits">What is taken at most.</param>
/// <param name="wait">Waits before a request is sent again.</param>
internal sealed class FileDownload(RemoteObjects objects, RemoteLimits limits, Func<TimeSpan, CancellationToken, Task> wait)
{
    private const long ReportedBytes = 8 << 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);

    /// <summary>Brings a file.</summary>
    /// <param name="address">The address of a file.</param>
    /// <param name="folder">Its cache, locked.</param>
    /// <param name="progress">Receives how far it is; null for nobody.</param>
    /// <param name="ct">Stops it; what has arrived is kept.</param>
    /// <exception cref="MlOpsException">MLOPS2002: nothing is there. MLOPS2016: it is refused, unreachable or too large.</exception>
    public async Task<CacheEntry> BringAsync(RemoteAddress address, AddressFolder folder, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var (failures, waited) = (0, TimeSpan.Zero);
        while (true)
        {
            var before = folder.Cut()?.Bytes ?? 0;
            try
            {
                if (await AttemptAsync(address, folder, progress, ct) is { } entry)
                {
                    return entry;
                }
            }
            catch (TransientFailure e)
            {
                failures = folder.Cut()?.Bytes > before ? 1 : failures + 1;
                var pause = e.RetryAfter ?? (FirstPause * Math.Pow(2, failures - 1));
                if (failures == limits.MostAttempts || waited + pause > limits.WaitingBudget)
                {
                    throw RemoteFailures.Failed(address, e.Message, e);
                }

                waited += pause;
                await wait(pause, ct);
            }
        }
    }

    // null where what has arrived before is of no use any more
    private async Task<CacheEntry?> AttemptAsync(RemoteAddress address, AddressFolder folder, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        var (known, cut) = (folder.Read(), folder.Cut());
        using var answer = await objects.GetAsync(address, known?.Validators, cut, ct);
        switch (answer.Kind)
        {
            case AnswerKind.Unchanged when known is not null:
                return known;
            case AnswerKind.Unchanged or AnswerKind.Replaced:
                folder.Begin(etag: null);
                return null;
            case AnswerKind.Whole:
                folder.Begin(answer.Validators.StrongETag);
                break;
        }

        if (answer.Bytes > limits.MostBytes)
        {
            throw RemoteFailures.TooLarge(address, answer.Bytes.Value, limits.MostBytes);
        }

        var bytes = await ReceiveAsync(address, answer, folder.Partial, progress, ct);
        var sha256 = ContentHash.OfFile(folder.Partial);
        folder.Place(folder.Partial, sha256);
        folder.Begin(etag: null);
        var entry = new CacheEntry(sha256, bytes, folder.Name, answer.Validators);
        folder.Write(entry);
        return entry;
    }

    private async Task<long> ReceiveAsync(RemoteAddress address, RemoteAnswer answer, string partial, IProgress<StepProgress>? progress, CancellationToken ct)
    {
        await using var target = new FileStream(partial, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);
        var buffer = new byte[1 << 16];
        var reported = target.Length;
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(ct);
        while (true)
        {
            clock.CancelAfter(limits.Patience);
            var read = await ReadAsync(answer.Body, buffer, clock.Token, ct);
            if (read == 0)
            {
                break;
            }

            await target.WriteAsync(buffer.AsMemory(0, read), ct);
            await target.FlushAsync(ct); // the length that is looked at, and that a killed process leaves
            if (target.Length > limits.MostBytes)
            {
                throw RemoteFailures.TooLarge(address, target.Length, limits.MostBytes);
            }

            if (target.Length - reported >= ReportedBytes)
            {
                reported = target.Length;
                progress?.Report(new($"downloading {address}: {MetricText.Of(reported, MetricUnit.Bytes)}", answer.Bytes is { } all ? (double)reported / Math.Max(1, all) : null));
            }
        }

        return answer.Bytes is not { } expected || target.Length == expected
            ? target.Length
            : throw new TransientFailure(string.Create(CultureInfo.InvariantCulture, $"ends after {target.Length} of {expected} bytes; try again later"));
    }

    // what the network does is told from what the disk does
    private async Task<int> ReadAsync(Stream source, byte[] buffer, CancellationToken clock, CancellationToken ct)
    {
        try
        {
            return await source.ReadAsync(buffer, clock);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new TransientFailure($"was cut ({e.Message}); try again later", e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TransientFailure(string.Create(CultureInfo.InvariantCulture, $"sent nothing for {limits.Patience.TotalSeconds:0.#} s; try again later"), e);
        }
    }
}
