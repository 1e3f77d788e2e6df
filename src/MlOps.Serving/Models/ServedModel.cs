using MlOps.Diagnostics;
using MlOps.Inference;
using MlOps.Models;
using MlOps.Serving.Batching;
using MlOps.Serving.Rows;

namespace MlOps.Serving.Models;

/// <summary>
/// One version of a model, opened, with the queue before it and the threads that compute it. Requests hold it through a <see cref="ModelLease"/>:
/// when it is retired it ends with the last of them.
/// </summary>
public sealed class ServedModel
{
    private readonly Predictor _predictor;
    private readonly BatchQueue _queue;
    private readonly ModelWorkers _workers;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _holders = 1; // the arm that serves it is one

    private ServedModel(ServedVersion version, Predictor predictor, ServeSettings settings, BatchMeter meter)
    {
        (Version, _predictor) = (version, predictor);
        Form = new(predictor, settings.Limits);
        _queue = new(settings.Batch);
        var workers = settings.Batch.Workers > 0 ? settings.Batch.Workers : Math.Max(1, Environment.ProcessorCount / settings.Batch.Threads);
        _workers = new($"{version.Model}@{version.Version}", predictor, _queue, meter, workers);
    }

    /// <summary>Which version it is.</summary>
    public ServedVersion Version { get; }

    /// <summary>What its <c>model.json</c> says.</summary>
    public ModelDescription Description => _predictor.Description;

    /// <summary>Makes what it reads of a client's rows.</summary>
    public RowForm Form { get; }

    /// <summary>Rows that wait for it.</summary>
    public int QueuedRows => _queue.Rows;

    /// <summary>Ends when it is retired and its last request answered.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Opens a version.</summary>
    /// <param name="version">Its files are on this machine.</param>
    /// <param name="settings">Limits, batches.</param>
    /// <param name="meter">Is told of each batch.</param>
    /// <exception cref="MlOpsException">What <see cref="Predictor.Open"/> throws.</exception>
    public static ServedModel Open(ServedVersion version, ServeSettings settings, BatchMeter meter) =>
        new(version, Predictor.Open(version.Folder, settings.Batch.Threads, settings.Precision), settings, meter);

    /// <summary>Tokens of a text as the model reads it; also of a version that has ended.</summary>
    /// <param name="row">A text.</param>
    public int TokensOf(RowInput row) => _predictor.Encode(row).Length;

    /// <summary>Predicts the rows of one request.</summary>
    /// <param name="rows">At least one row, made by <see cref="Form"/>.</param>
    /// <param name="ct">Ends the wait; rows that no thread has begun are not computed.</param>
    /// <returns>One answer a row, in their order.</returns>
    /// <exception cref="ProblemException">The queue is full, or a picture cannot be read.</exception>
    /// <exception cref="MlOpsException">The model cannot compute them.</exception>
    public async Task<IReadOnlyList<Answer>> PredictAsync(IReadOnlyList<RowInput> rows, CancellationToken ct)
    {
        var request = new PendingRequest(Encode(rows, ct));
        if (!_queue.TryAdd(request))
        {
            throw Problem.Busy("too many rows wait for the model already; try again later").Exception();
        }

        using var cancelling = ct.UnsafeRegister(static (state, token) => ((PendingRequest)state!).Cancel(token), request);
        return await request.Answers;
    }

    /// <summary>Holds it for one request.</summary>
    /// <returns>False when it has ended.</returns>
    internal bool TryHold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            if (holders == 0)
            {
                return false;
            }
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
        return true;
    }

    /// <summary>Gives it back. The last one who does so frees it, on a thread of its own.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _ = Task.Run(End);
        }
    }

    private void End()
    {
        _queue.Close();
        _workers.Join();
        _predictor.Dispose();
        _ = _ended.TrySetResult();
    }

    private EncodedRow[] Encode(IReadOnlyList<RowInput> rows, CancellationToken ct)
    {
        try
        {
            var encoded = new EncodedRow[rows.Count];
            for (var place = 0; place < encoded.Length; place++)
            {
                ct.ThrowIfCancellationRequested();
                encoded[place] = _predictor.Encode(rows[place]);
            }

            return encoded;
        }
        catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.BadPicture)
        {
            throw Problem.BadRequest(e.Diagnostic.Message).Exception();
        }
    }
}
