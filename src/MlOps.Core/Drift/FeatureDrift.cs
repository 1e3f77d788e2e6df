namespace MlOps.Drift;

/// <summary>How far one feature has moved. A measure is null where either side has too few values.</summary>
public sealed record FeatureDrift
{
    /// <summary>One of <see cref="Features"/>.</summary>
    public required string Feature { get; init; }

    /// <summary>Values in the training profile: rows, of vocabulary words.</summary>
    public required long ReferenceCount { get; init; }

    /// <summary>Values now, likewise.</summary>
    public required long Count { get; init; }

    /// <summary>Population stability index.</summary>
    public double? Psi { get; init; }

    /// <summary>Jensen-Shannon distance, base 2.</summary>
    public double? Js { get; init; }

    /// <summary>Kolmogorov-Smirnov statistic; null for names.</summary>
    public double? Ks { get; init; }

    /// <summary>The p-value of that statistic; null for names.</summary>
    public double? KsP { get; init; }

    /// <summary>The same, corrected for the number of features that were tested (Holm); null for names.</summary>
    public double? KsPAdjusted { get; init; }

    /// <summary>What 95 % of indices stay below when nothing has moved.</summary>
    public double? PsiByChance { get; init; }

    /// <summary>Likewise for the Jensen-Shannon distance.</summary>
    public double? JsByChance { get; init; }

    /// <summary>Likewise for the Kolmogorov-Smirnov statistic; null for names.</summary>
    public double? KsByChance { get; init; }

    /// <summary>The mean in the training profile; null for names.</summary>
    public double? ReferenceMean { get; init; }

    /// <summary>The mean now; null for names.</summary>
    public double? Mean { get; init; }

    /// <summary>The names whose shares have moved most, the largest move first; empty for numbers.</summary>
    public IReadOnlyList<ShareShift> Shifts { get; init; } = [];
}
