using MlOps.Inference;

namespace MlOps.Serving.Batching;

/// <summary>A request whose rows wait for the model. Its rows may be answered in several batches and on several threads.</summary>
/// <param name="rows">Its rows, at least one.</param>
internal sealed class PendingRequest(IReadOnlyList<EncodedRow> rows)
{
    // answers are written on a thread of the pool, not on one of the model's
    private readonly TaskCompletionSource<IReadOnlyList<Answer>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Answer[] _answers = new Answer[rows.Count];
    private int _left = rows.Count;

    /// <summary>Its rows.</summary>
    public IReadOnlyList<EncodedRow> Rows { get; } = rows;

    /// <summary>One answer a row.</summary>
    public Task<IReadOnlyList<Answer>> Answers => _done.Task;

    /// <summary>True when nobody waits for further answers.</summary>
    public bool IsOver => _done.Task.IsCompleted;

    /// <summary>Takes the answer of one row.</summary>
    /// <param name="row">Its place in the request.</param>
    /// <param name="answer">What the model says.</param>
    public void Answer(int row, Answer answer)
    {
        _answers[row] = answer;
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _ = _done.TrySetResult(_answers);
        }
    }

    /// <summary>Ends the request without answers.</summary>
    /// <param name="exception">Why.</param>
    public void Fail(Exception exception) => _ = _done.TrySetException(exception);

    /// <summary>Ends the request: the client has gone, or its time is up.</summary>
    /// <param name="ct">What was cancelled.</param>
    public void Cancel(CancellationToken ct) => _ = _done.TrySetCanceled(ct);
}
