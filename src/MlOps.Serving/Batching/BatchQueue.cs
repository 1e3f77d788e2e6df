using System.Diagnostics;
using MlOps.Inference;

namespace MlOps.Serving.Batching;

/// <summary>
/// Rows that wait for the model, in buckets of about equal length, so that little is computed for padding. Bounded: what does not fit is
/// refused. Safe for threads.
/// </summary>
/// <param name="settings">How large a batch is, and how long rows wait for it.</param>
internal sealed class BatchQueue(BatchSettings settings)
{
    private readonly object _gate = new();
    private readonly Queue<PendingRow>[] _buckets = [.. Enumerable.Range(0, LengthBuckets.Count).Select(_ => new Queue<PendingRow>())];
    private int _rows;
    private int _idle; // threads that wait for a batch
    private bool _isClosed;

    /// <summary>Rows that wait now.</summary>
    public int Rows => Volatile.Read(ref _rows);

    /// <summary>Adds all rows of a request, or none.</summary>
    /// <param name="request">The request.</param>
    /// <returns>False when they do not fit.</returns>
    public bool TryAdd(PendingRequest request)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            if (_isClosed || _rows + request.Rows.Count > settings.QueueRows)
            {
                return false;
            }

            for (var place = 0; place < request.Rows.Count; place++)
            {
                _buckets[LengthBuckets.Of(request.Rows[place].Length)].Enqueue(new(request, place, now));
            }

            _rows += request.Rows.Count;
            if (request.Rows.Count > settings.MaxRows)
            {
                Monitor.PulseAll(_gate);
            }
            else
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Waits for the next batch: a full one, or the one whose oldest row has waited long enough.</summary>
    /// <returns>At least one row; null when the queue is closed and empty.</returns>
    public List<PendingRow>? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                DropFinished();
                if (_rows == 0)
                {
                    if (_isClosed)
                    {
                        return null;
                    }

                    Wait(Timeout.InfiniteTimeSpan);
                    continue;
                }

                var bucket = Next(out var wait);
                if (wait <= TimeSpan.Zero || _isClosed)
                {
                    return TakeFrom(bucket);
                }

                Wait(wait);
            }
        }
    }

    /// <summary>Takes no more rows; those that wait are still given out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Wait(TimeSpan time)
    {
        _idle++;
        _ = Monitor.Wait(_gate, time);
        _idle--;
    }

    // a full bucket first, else the one whose first row is the oldest, so that no length waits for ever
    private Queue<PendingRow> Next(out TimeSpan wait)
    {
        Queue<PendingRow>? oldest = null;
        foreach (var bucket in _buckets)
        {
            if (bucket.Count >= settings.MaxRows)
            {
                wait = TimeSpan.Zero;
                return bucket;
            }

            if (bucket.Count > 0 && (oldest is null || bucket.Peek().Since < oldest.Peek().Since))
            {
                oldest = bucket;
            }
        }

        wait = settings.MaxWait - Stopwatch.GetElapsedTime(oldest!.Peek().Since);
        return oldest;
    }

    private List<PendingRow> TakeFrom(Queue<PendingRow> bucket)
    {
        // rows are shared with the threads that have nothing to do: two half batches side by side are done before one whole
        var most = Math.Min((bucket.Count + _idle) / (_idle + 1), settings.MaxRows);
        var batch = new List<PendingRow>(most);
        while (batch.Count < most && bucket.TryDequeue(out var row))
        {
            _rows--;
            if (!row.Request.IsOver)
            {
                batch.Add(row);
            }
        }

        if (_rows > 0)
        {
            Monitor.Pulse(_gate); // another thread may be free for them
        }

        return batch;
    }

    // rows whose client has gone make room as soon as they are first of their bucket
    private void DropFinished()
    {
        foreach (var bucket in _buckets)
        {
            while (bucket.TryPeek(out var row) && row.Request.IsOver)
            {
                _ = bucket.Dequeue();
                _rows--;
            }
        }
    }
}
