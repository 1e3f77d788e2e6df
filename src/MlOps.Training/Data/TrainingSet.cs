namespace MlOps.Training.Data;

/// <summary>Rows to learn from, or to judge an epoch by.</summary>
public abstract class TrainingSet
{
    /// <summary>Number of rows, N.</summary>
    public abstract int Count { get; }

    /// <summary>[N], by which rows share batches: tokens of a text; all alike for pictures.</summary>
    public abstract IReadOnlyList<int> Lengths { get; }

    /// <summary>Makes batches, in order. May work ahead on other threads; what comes out does not depend on how many.</summary>
    /// <param name="order">The rows of each batch.</param>
    /// <param name="epoch">Counted from 1, for what is drawn anew each epoch; 0 for batches that are only scored, which nothing is drawn for.</param>
    /// <param name="ct">Stops between two batches.</param>
    public abstract IEnumerable<Batch> Batches(IReadOnlyList<int[]> order, int epoch, CancellationToken ct);
}
