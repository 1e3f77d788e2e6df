namespace MlOps.Metrics;

/// <summary>Metrics of any choice of rows, from what each row contributes.</summary>
internal abstract class ResampledScores
{
    /// <summary>The names of the values, in order.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Computes the metrics of some rows.</summary>
    /// <param name="picks">Rows, each as often as it counts.</param>
    /// <returns>One value a name; NaN where undefined.</returns>
    public abstract double[] Compute(int[] picks);
}
