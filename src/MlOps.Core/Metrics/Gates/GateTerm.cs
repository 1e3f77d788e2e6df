namespace MlOps.Metrics.Gates;

/// <summary>A part of a gate that has a value.</summary>
/// <param name="Offset">Where it starts in the gate's text, counted from 0.</param>
public abstract record GateTerm(int Offset)
{
    /// <summary>What its value counts.</summary>
    public abstract MetricUnit Unit { get; }

    /// <summary>The measured values in it, from left to right.</summary>
    public virtual IEnumerable<MeasuredTerm> Measured => [];

    /// <summary>Its value.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <returns>Null when a value in it is missing.</returns>
    public abstract double? Value(GateEvidence evidence);
}
