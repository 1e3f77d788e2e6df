namespace MlOps.Metrics.Fairness;

/// <summary>How differently a model treats groups of rows, as one number over a positive label and a column of groups.</summary>
/// <param name="Name">As gates spell it.</param>
/// <param name="Rates">The rates that are compared between groups; of several the worst comparison counts.</param>
/// <param name="IsRatio">True for the least rate divided by the greatest (1 is fair), false for the greatest less the least (0 is fair).</param>
/// <remarks>
/// Demographic parity: each group gets the label equally often (Calders, Kamiran, Pechenizkiy 2009). Equal opportunity and equalized odds: Hardt, Price, Srebro 2016, definitions 2.2 and 2.1.
/// Differences and ratios between the groups at the ends, and the worse of the two rates for equalized odds, as fairlearn's metrics of these names have it.
/// </remarks>
public sealed record FairnessMeasure(string Name, IReadOnlyList<string> Rates, bool IsRatio)
{
    private const string Selection = "selection-rate";
    private const string TruePositives = "true-positive-rate";
    private const string FalsePositives = "false-positive-rate";

    /// <summary>The rates that measures compare, by metric.</summary>
    public static IReadOnlyList<string> AllRates { get; } = [Selection, TruePositives, FalsePositives];

    /// <summary>Every measure.</summary>
    public static IReadOnlyList<FairnessMeasure> All { get; } =
    [
        new("demographic-parity-difference", [Selection], false),
        new("demographic-parity-ratio", [Selection], true),
        new("equal-opportunity-difference", [TruePositives], false),
        new("equal-opportunity-ratio", [TruePositives], true),
        new("equalized-odds-difference", [TruePositives, FalsePositives], false),
        new("equalized-odds-ratio", [TruePositives, FalsePositives], true),
    ];

    /// <summary>Finds a measure; null where there is none of the name.</summary>
    /// <param name="name">As gates spell it.</param>
    public static FairnessMeasure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);

    /// <summary>The measure of some groups.</summary>
    /// <param name="rates">Gives each group's rate by the rate's name; null where a group's rate is undefined.</param>
    /// <returns>Null where there are fewer than two groups, a group's rate is undefined, or a ratio has no greatest rate above 0.</returns>
    public double? Of(Func<string, IReadOnlyList<double?>> rates)
    {
        var compared = Rates.Select(rate => Compare(rates(rate))).ToList();
        return compared.Contains(null) ? null : IsRatio ? compared.Min() : compared.Max();
    }

    private double? Compare(IReadOnlyList<double?> rates) =>
        rates.Count < 2 || rates.Contains(null) ? null
        : !IsRatio ? rates.Max() - rates.Min()
        : rates.Max() > 0 ? rates.Min() / rates.Max()
        : null;
}
