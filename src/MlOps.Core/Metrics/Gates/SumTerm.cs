namespace MlOps.Metrics.Gates;

/// <summary>Two terms added, or the second taken from the first.</summary>
/// <param name="Left">The first.</param>
/// <param name="Subtract">True for -, false for +.</param>
/// <param name="Right">The second, of the same unit.</param>
public sealed record SumTerm(GateTerm Left, bool Subtract, GateTerm Right) : GateTerm(Left.Offset)
{
    /// <inheritdoc/>
    public override MetricUnit Unit => Left.Unit;

    /// <inheritdoc/>
    public override IEnumerable<MeasuredTerm> Measured => Left.Measured.Concat(Right.Measured);

    /// <inheritdoc/>
    public override double? Value(GateEvidence evidence) =>
        Subtract ? Left.Value(evidence) - Right.Value(evidence) : Left.Value(evidence) + Right.Value(evidence);

    /// <inheritdoc/>
    public override string? WhyMissing(GateEvidence evidence) => Left.WhyMissing(evidence) ?? Right.WhyMissing(evidence);

    /// <inheritdoc/>
    public override string ToString() => $"{Left} {(Subtract ? '-' : '+')} {(Right is SumTerm ? $"({Right})" : Right)}";
}
