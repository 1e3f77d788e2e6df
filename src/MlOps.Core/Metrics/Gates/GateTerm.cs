namespace MlOps.Metrics.Gates;

/// <summary>A part of a gate that has a value.</summary>
/// <param name="Offset">Where it starts in the gate's text, counted from 0.</param>
public abstract record GateTerm(int Offset)
{
    /// <summary>What its value counts.</summary>
    public abstract MetricUnit Unit { get; }

    /// <summary>The measured values in it, from left to right.</summary>
    public virtual IEnumerable<MeasuredTerm> Measured => [];

    /// <summary>Why it has no value; null where it has one.</summary>
    /// <param name="evidence">What was measured.</param>
    public virtual string? WhyMissing(GateEvidence evidence) =>
        Value(evidence) is null ? Measured.First(term => term.Value(evidence) is null).Missing(evidence) : null;

    /// <summary>Its value.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <returns>Null when a value in it is missing.</returns>
    public abstract double? Value(GateEvidence evidence);
}
