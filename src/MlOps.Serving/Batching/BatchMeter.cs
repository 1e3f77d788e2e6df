using MlOps.Serving.Metrics;

namespace MlOps.Serving.Batching;

/// <summary>Counts the batches of a model by their size; goes on counting when the model's version changes.</summary>
public sealed class BatchMeter
{
    /// <summary>Rows a batch.</summary>
    internal Histogram Rows { get; } = new([1, 2, 4, 8, 16, 32, 64]);

    /// <summary>Counts a batch.</summary>
    /// <param name="rows">Its rows.</param>
    internal void Add(int rows) => Rows.Add(rows);
}
