namespace MlOps.Metrics;

/// <summary>Rows beside what a model says of them, whatever its task: gives the metrics of all rows or of some.</summary>
public abstract class TaskScores
{
    /// <summary>Number of rows, N.</summary>
    public abstract int Count { get; }

    /// <summary>Names that a metric may take in brackets: labels, kinds of entities or targets.</summary>
    public abstract IReadOnlyList<string> Labels { get; }

    /// <summary>The metrics by name (see <see cref="MetricCatalogue"/>); null where undefined.</summary>
    public abstract IReadOnlyDictionary<string, double?> Compute();

    /// <summary>The metrics of the rows that share a value; what contrasts classes is undefined where fewer than two have rows.</summary>
    /// <param name="rows">Each 0 to N-1.</param>
    public abstract IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyCollection<int> rows);

    /// <summary>Prepares the metrics that intervals are drawn for.</summary>
    internal abstract ResampledScores Resample();
}
