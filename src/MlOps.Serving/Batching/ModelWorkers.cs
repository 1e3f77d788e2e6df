using MlOps.Inference;

namespace MlOps.Serving.Batching;

/// <summary>The threads that compute the batches of one model.</summary>
internal sealed class ModelWorkers
{
    private readonly Predictor _predictor;
    private readonly BatchQueue _queue;
    private readonly BatchMeter _meter;
    private readonly Thread[] _threads;

    /// <summary>Starts the threads.</summary>
    /// <param name="name">The model, for names of threads.</param>
    /// <param name="predictor">The model.</param>
    /// <param name="queue">Where its rows wait.</param>
    /// <param name="meter">Is told of each batch.</param>
    /// <param name="count">Number of threads.</param>
    public ModelWorkers(string name, Predictor predictor, BatchQueue queue, BatchMeter meter, int count)
    {
        (_predictor, _queue, _meter) = (predictor, queue, meter);
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Work) { IsBackground = true, Name = name })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    /// <summary>Waits until the closed queue is empty and the last batch computed.</summary>
    public void Join() => Array.ForEach(_threads, thread => thread.Join());

    private void Work()
    {
        while (_queue.Take() is { } batch)
        {
            if (batch.Count > 0)
            {
                Compute(batch);
            }
        }
    }

    private void Compute(List<PendingRow> batch)
    {
        var rows = new EncodedRow[batch.Count];
        for (var place = 0; place < rows.Length; place++)
        {
            rows[place] = batch[place].Encoded;
        }

        // a failure of whatever kind belongs to the requests of this batch, and the task carries it there
        var computing = new Task<IReadOnlyList<Answer>>(() => _predictor.PredictEncoded(rows));
        computing.RunSynchronously(TaskScheduler.Default);
        _meter.Add(batch.Count);
        for (var place = 0; place < rows.Length; place++)
        {
            if (computing.Exception is { } failure)
            {
                batch[place].Request.Fail(failure.InnerException!);
            }
            else
            {
                batch[place].Request.Answer(batch[place].Place, computing.Result[place]);
            }
        }
    }
}
