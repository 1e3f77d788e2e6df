namespace MlOps.Metrics;

/// <summary>How the predictions of one label turned out.</summary>
/// <param name="TruePositives">Rows that have the label and were given it.</param>
/// <param name="FalsePositives">Rows that were given the label wrongly.</param>
/// <param name="FalseNegatives">Rows that have the label and were not given it.</param>
internal readonly record struct LabelCounts(long TruePositives, long FalsePositives, long FalseNegatives)
{
    /// <summary>Rows that have the label.</summary>
    public long Support => TruePositives + FalseNegatives;

    /// <summary>The share of rows given the label that have it; 0 when none was given it.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>The share of rows with the label that were given it; 0 when none has it.</summary>
    public double Recall => Share(TruePositives, Support);

    /// <summary>The harmonic mean of precision and recall; 0 when both are.</summary>
    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Adds the counts of other rows, or of another label.</summary>
    /// <param name="other">The counts to add.</param>
    public LabelCounts Plus(LabelCounts other) =>
        new(TruePositives + other.TruePositives, FalsePositives + other.FalsePositives, FalseNegatives + other.FalseNegatives);

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
