namespace MlOps.Metrics.Gates;

/// <summary>A metric on all test rows: <c>f1</c> or <c>champion.f1</c>.</summary>
/// <param name="Offset">Where it starts in the gate's text.</param>
/// <param name="Metric">The metric.</param>
/// <param name="OfChampion">True when the champion is measured.</param>
public sealed record MetricTerm(int Offset, MetricName Metric, bool OfChampion) : MeasuredTerm(Offset, Metric, OfChampion)
{
    /// <inheritdoc/>
    public override double? Value(GateEvidence evidence) => evidence.MetricsOf(OfChampion).GetValueOrDefault(Metric.Key);

    /// <inheritdoc/>
    public override string Missing(GateEvidence evidence) => evidence.MetricsOf(OfChampion).ContainsKey(Metric.Key)
        ? $"{this} is {(Metric.Metric.Source == MetricSource.File ? "no finite number" : "undefined on these rows")}"
        : $"{this} was not measured";

    /// <inheritdoc/>
    public override string ToString() => Written;
}
