namespace MlOps.Metrics.Gates;

/// <summary>How the two sides of a gate must relate.</summary>
public enum Comparison
{
    /// <summary>&gt;=.</summary>
    AtLeast,

    /// <summary>&gt;.</summary>
    MoreThan,

    /// <summary>&lt;=.</summary>
    AtMost,

    /// <summary>&lt;.</summary>
    LessThan,

    /// <summary>==.</summary>
    Equal,
}
