using System.Globalization;

namespace MlOps.Metrics.Gates;

/// <summary>A metric compared over the slices of a column: <c>worst(accuracy, group)</c> or <c>gap(accuracy, group)</c>.</summary>
/// <param name="Offset">Where it starts in the gate's text.</param>
/// <param name="IsGap">True for the best slice less the worst, false for the worst alone.</param>
/// <param name="Metric">The metric.</param>
/// <param name="OfChampion">True when the champion is measured.</param>
/// <param name="Column">The column whose values make the slices.</param>
public sealed record SliceTerm(int Offset, bool IsGap, MetricName Metric, bool OfChampion, string Column) : MeasuredTerm(Offset, Metric, OfChampion)
{
    /// <inheritdoc/>
    public override double? Value(GateEvidence evidence)
    {
        var values = Slices(evidence).Select(slice => slice.Metrics.GetValueOrDefault(Metric.Key)).ToList();
        return values.Count == 0 || values.Contains(null) ? null
            : IsGap ? values.Max() - values.Min()
            : Metric.Metric.HigherIsBetter ? values.Min() : values.Max();
    }

    /// <inheritdoc/>
    public override string Missing(GateEvidence evidence)
    {
        var undefined = Slices(evidence).FirstOrDefault(slice => slice.Metrics.GetValueOrDefault(Metric.Key) is null);
        return undefined is null ? $"no row has a value of '{Column}'" : $"{Written} is undefined for {InWords(undefined)}";
    }

    /// <inheritdoc/>
    public override string Describe(string value, GateEvidence evidence)
    {
        var ordered = Slices(evidence).OrderBy(slice => slice.Metrics[Metric.Key]).ToList();
        var (worst, best) = Metric.Metric.HigherIsBetter ? (ordered[0], ordered[^1]) : (ordered[^1], ordered[0]);
        return IsGap ? $"{this} is {value} (from {InWords(worst)} to {InWords(best)})" : $"{this} is {value} ({InWords(worst)})";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(IsGap ? "gap" : "worst")}({Written}, {Word.Quoted(Column, ')')})";

    private IEnumerable<SliceScore> Slices(GateEvidence evidence) => evidence.SlicesOf(OfChampion).Where(slice => slice.Column == Column);

    private string InWords(SliceScore slice) =>
        string.Create(CultureInfo.InvariantCulture, $"{Column} '{slice.Value}', {slice.Rows:N0} {(slice.Rows == 1 ? "row" : "rows")}");
}
