namespace MlOps.Metrics;

/// <summary>A family of values that share a name, such as <c>f1</c> with <c>f1.micro</c> and <c>f1[spam]</c>.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Unit">What its numbers count.</param>
/// <param name="HigherIsBetter">True when more is better.</param>
/// <param name="Source">Where its values come from.</param>
public sealed record Metric(string Name, MetricUnit Unit, bool HigherIsBetter, MetricSource Source)
{
    /// <summary>What may follow the name after a dot.</summary>
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>The variant that the name alone means; null where it has none.</summary>
    public string? DefaultVariant { get; init; }

    /// <summary>True when a label may follow in brackets.</summary>
    public bool PerLabel { get; init; }

    /// <summary>True when the name alone is a value; otherwise it stands for its variants or labels together.</summary>
    public bool HasOwnValue { get; init; } = true;
}
