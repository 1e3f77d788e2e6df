using System.Diagnostics;
using System.Threading.Channels;
using MlOps.Diagnostics;
using MlOps.Requests;
using MlOps.Serving.Models;

namespace MlOps.Serving.Traffic;

/// <summary>
/// Asks a shadow what it would have said, after the client has its answer. One request at a time, and only while no client's row waits; what does not fit
/// into the queue is left out and counted. What the shadow says is logged and goes to nobody; what fails in it, too.
/// </summary>
internal sealed class ShadowQueue : IAsyncDisposable
{
    private const int QueuedRequests = 256;
    private const int MostRows = 64; // of a request: larger ones would keep the cores from clients for too long
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ServedArm _shadow;
    private readonly ServedRoute _route;
    private readonly RequestLogWriter _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ServedRequest> _queue = Channel.CreateBounded<ServedRequest>(new BoundedChannelOptions(QueuedRequests) { SingleReader = true });
    private readonly Task _asking;
    private long _asked;
    private long _skipped;

    /// <summary>Begins to ask.</summary>
    /// <param name="route">The route whose requests it sees.</param>
    /// <param name="shadow">The shadow.</param>
    /// <param name="log">Receives what it says.</param>
    /// <param name="time">The clock.</param>
    public ShadowQueue(ServedRoute route, ServedArm shadow, RequestLogWriter log, TimeProvider time)
    {
        (_route, _shadow, _log, _time) = (route, shadow, log, time);
        _asking = Task.Run(AskAsync);
    }

    /// <summary>Requests that the shadow has answered.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>Requests that it was not asked about: too many, too large, prepared otherwise, or it failed.</summary>
    public long Skipped => Interlocked.Read(ref _skipped);

    /// <summary>Hands a request over; never waits.</summary>
    /// <param name="request">A request that was answered.</param>
    public void Add(ServedRequest request)
    {
        if (request.Rows.Count > MostRows || !_queue.Writer.TryWrite(request))
        {
            _ = Interlocked.Increment(ref _skipped);
        }
    }

    /// <summary>Asks no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        try
        {
            await foreach (var request in _queue.Reader.ReadAllAsync(_stop.Token))
            {
                if (await TryAskAsync(request))
                {
                    _ = Interlocked.Increment(ref _asked);
                }
                else
                {
                    _ = Interlocked.Increment(ref _skipped);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // the server is shutting down
        }
    }

    private async Task<bool> TryAskAsync(ServedRequest request)
    {
        var begun = Stopwatch.GetTimestamp();
        while (_route.Arms.Any(arm => arm.Model?.QueuedRows > 0))
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                return false;
            }

            await Task.Delay(Pause, _stop.Token);
        }

        try
        {
            using var lease = _shadow.Take();
            if (!PreparesAlike(lease.Model, request.Model))
            {
                return false;
            }

            using var time = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            time.CancelAfter(Patience);
            var started = Stopwatch.GetTimestamp();
            var answers = await lease.Model.PredictAsync(request.Rows, time.Token);
            var said = request with { At = _time.GetUtcNow(), Arm = _shadow.Name, Model = lease.Model, Answers = answers, Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
            return _log.TryWrite(said.Characters, said.ShadowLines);
        }
        catch (Exception e) when (e is ProblemException or MlOpsException || (e is OperationCanceledException && !_stop.IsCancellationRequested))
        {
            return false;
        }
    }

    // the rows were prepared for the model that answered; another preparation would make another comparison
    private static bool PreparesAlike(ServedModel shadow, ServedModel answered)
    {
        var (mine, theirs) = (shadow.Description.Preparation, answered.Description.Preparation);
        return shadow.Description.Task == answered.Description.Task && mine.Input == theirs.Input && (mine.PairColumn is null) == (theirs.PairColumn is null)
            && mine.Clean.SequenceEqual(theirs.Clean) && mine.Redact.SequenceEqual(theirs.Redact);
    }
}
