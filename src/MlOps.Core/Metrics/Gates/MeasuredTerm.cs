namespace MlOps.Metrics.Gates;

/// <summary>A term whose value is measured, not written in the gate.</summary>
/// <param name="Offset">Where it starts in the gate's text.</param>
/// <param name="Metric">The metric that is measured.</param>
/// <param name="OfChampion">True when the champion is measured, false for the candidate.</param>
public abstract record MeasuredTerm(int Offset, MetricName Metric, bool OfChampion) : GateTerm(Offset)
{
    /// <inheritdoc/>
    public override MetricUnit Unit => Metric.Metric.Unit;

    /// <inheritdoc/>
    public override IEnumerable<MeasuredTerm> Measured => [this];

    /// <summary>The metric as a gate writes it.</summary>
    protected string Written => OfChampion ? $"champion.{Metric}" : Metric.ToString();

    /// <summary>Why the value is missing, where it is.</summary>
    /// <param name="evidence">What was measured.</param>
    public abstract string Missing(GateEvidence evidence);

    /// <summary>The value in words: <c>accuracy is 0.87</c>.</summary>
    /// <param name="value">Its value, formatted.</param>
    /// <param name="evidence">What was measured.</param>
    public virtual string Describe(string value, GateEvidence evidence) => $"{this} is {value}";
}
