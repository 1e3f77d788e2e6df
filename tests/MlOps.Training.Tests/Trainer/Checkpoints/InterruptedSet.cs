using MlOps.Training.Data;

namespace MlOps.Training.Tests.Trainer.Checkpoints;

/// <summary>Rows whose reading ends at some batch: in order, as Ctrl-C has it, or by an exception that nobody knows, as near as a test comes to a kill.</summary>
internal sealed class InterruptedSet(TrainingSet rows, int batches, CancellationTokenSource? stop) : TrainingSet
{
    private int _left = batches;

    public override int Count => rows.Count;

    public override IReadOnlyList<int> Lengths => rows.Lengths;

    public override IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct)
    {
        foreach (var batch in rows.Batches(order, epoch, ct))
        {
            if (_left-- == 0)
            {
                stop?.Cancel();
                ct.ThrowIfCancellationRequested();
                throw new KilledException();
            }

            yield return batch;
        }
    }
}
