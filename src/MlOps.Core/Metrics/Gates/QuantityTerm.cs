using System.Globalization;

namespace MlOps.Metrics.Gates;

/// <summary>A number, with its unit where it has one: <c>0.95</c>, <c>95%</c>, <c>20 ms</c>, <c>40 MB</c>.</summary>
/// <param name="Offset">Where it starts in the gate's text.</param>
/// <param name="Number">The number as written.</param>
/// <param name="Scale">The unit; null for a bare number.</param>
public sealed record QuantityTerm(int Offset, double Number, GateUnit? Scale) : GateTerm(Offset)
{
    /// <inheritdoc/>
    public override MetricUnit Unit => Scale?.Unit ?? MetricUnit.None;

    // dividing keeps 95% the very double that 0.95 is
    private double Amount => Scale is null ? Number : Scale.Factor < 1 ? Number / Math.Round(1 / Scale.Factor) : Number * Scale.Factor;

    /// <inheritdoc/>
    public override double? Value(GateEvidence evidence) => Amount;

    /// <inheritdoc/>
    public override string ToString()
    {
        var number = Number.ToString("R", CultureInfo.InvariantCulture);
        return Scale is null ? number : Scale.Name == "%" ? $"{number}%" : $"{number} {Scale.Name}";
    }
}
