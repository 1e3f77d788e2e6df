namespace MlOps.Metrics;

/// <summary>The scores of a classifier.</summary>
/// <param name="labels">[C], the label names.</param>
/// <param name="scored">The rows with the model's probabilities.</param>
public sealed class ClassifiedRows(IReadOnlyList<string> labels, ScoredRows scored) : TaskScores
{
    /// <inheritdoc/>
    public override int Count => scored.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => labels;

    /// <summary>The rows with the model's probabilities.</summary>
    public ScoredRows Rows => scored;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> Compute() => ClassificationScores.Compute(labels, scored);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double?> ComputeSlice(IReadOnlyCollection<int> rows) =>
        ClassificationScores.ComputeSlice(labels, scored.Select(rows));

    /// <inheritdoc/>
    internal override ResampledScores Resample() => new ResampledClasses(labels, scored);
}
