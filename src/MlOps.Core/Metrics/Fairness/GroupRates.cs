namespace MlOps.Metrics.Fairness;

/// <summary>What a group's rows were given.</summary>
/// <param name="Group">The value that the rows share.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="SelectionRate">The share that was given the positive label; null for no rows.</param>
/// <param name="TruePositiveRate">Of the rows that have the label; null where none has it.</param>
/// <param name="FalsePositiveRate">Of the rows that lack the label; null where none lacks it.</param>
public sealed record GroupRates(string Group, long Rows, double? SelectionRate, double? TruePositiveRate, double? FalsePositiveRate)
{
    /// <summary>Counts rows.</summary>
    /// <param name="group">The value that they share.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="counts">How the predictions of the positive label turned out.</param>
    internal static GroupRates Of(string group, long rows, LabelCounts counts) => new(
        group,
        rows,
        Share(counts.TruePositives + counts.FalsePositives, rows),
        Share(counts.TruePositives, counts.Support),
        Share(counts.FalsePositives, rows - counts.Support));

    /// <summary>A rate by its metric's name.</summary>
    /// <param name="rate">One of <see cref="FairnessMeasure.AllRates"/>.</param>
    public double? Rate(string rate) => rate switch
    {
        "selection-rate" => SelectionRate,
        "true-positive-rate" => TruePositiveRate,
        "false-positive-rate" => FalsePositiveRate,
        _ => throw new ArgumentOutOfRangeException(nameof(rate), rate, "no rate of this name"),
    };

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
