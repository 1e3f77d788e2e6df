namespace MlOps.Metrics;

/// <summary>What a change of a gate does to the bar, the gravest first.</summary>
public enum GateEffect
{
    /// <summary>The gate is gone.</summary>
    Removed,

    /// <summary>The same comparison with an easier threshold.</summary>
    Lowered,

    /// <summary>Another comparison of the same value; whether it is easier cannot be told.</summary>
    Changed,

    /// <summary>The same comparison with a harder threshold.</summary>
    Raised,

    /// <summary>The gate is new.</summary>
    Added,
}
