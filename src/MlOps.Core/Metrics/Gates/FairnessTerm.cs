using MlOps.Metrics.Fairness;

namespace MlOps.Metrics.Gates;

/// <summary>A measure of fairness over a positive label and the groups of a column: <c>demographic-parity-difference(spam, sender)</c>.</summary>
/// <param name="Offset">Where it starts in the gate's text.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Positive">The label.</param>
/// <param name="Column">The column whose values are the groups.</param>
public sealed record FairnessTerm(int Offset, FairnessMeasure Measure, string Positive, string Column) : GateTerm(Offset)
{
    /// <inheritdoc/>
    public override MetricUnit Unit => MetricUnit.None;

    /// <inheritdoc/>
    /// <remarks>The rates on the slices of the column, from which the measure follows.</remarks>
    public override IEnumerable<MeasuredTerm> Measured =>
        Measure.Rates.Select(rate => new SliceTerm(Offset, IsGap: true, new MetricName(MetricCatalogue.Find(rate)!, null, Positive), OfChampion: false, Column));

    /// <inheritdoc/>
    public override double? Value(GateEvidence evidence) => Measure.Of(rate => Rates(evidence, rate));

    /// <inheritdoc/>
    public override string? WhyMissing(GateEvidence evidence)
    {
        var groups = evidence.Slices.Count(slice => slice.Column == Column);
        return Value(evidence) is not null ? null
            : groups < 2 ? $"{this} is undefined: the rows have {(groups == 0 ? "no value" : "one value alone")} of '{Column}', and there is nothing to compare"
            : Measured.FirstOrDefault(term => term.Value(evidence) is null) is { } undefined ? $"{this} is undefined: {undefined.Missing(evidence)}"
            : $"{this} is undefined: a rate is 0 in every group";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Measure.Name}({Word.Quoted(Positive, ',')}, {Word.Quoted(Column, ')')})";

    private double?[] Rates(GateEvidence evidence, string rate) =>
        [.. evidence.Slices.Where(slice => slice.Column == Column).Select(slice => slice.Metrics.GetValueOrDefault(MetricName.ForLabel(rate, Positive)))];
}
