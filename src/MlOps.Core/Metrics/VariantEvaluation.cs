using MlOps.Models;

namespace MlOps.Metrics;

/// <summary>What was found of a variant of a model, on the test rows that the model itself was judged on.</summary>
public sealed record VariantEvaluation
{
    /// <summary>The variant.</summary>
    public required ModelVariant Variant { get; init; }

    /// <summary>Why it is not kept; null where it is.</summary>
    public string? Refused { get; init; }

    /// <summary>Its metrics, latency and size among them; null where undefined. Empty where no variant was made.</summary>
    public IReadOnlyDictionary<string, double?> Metrics { get; init; } = new Dictionary<string, double?>();

    /// <summary>What was measured of the model itself.</summary>
    public IReadOnlyDictionary<string, double?> ModelMetrics { get; init; } = new Dictionary<string, double?>();

    /// <summary>95 % bootstrap intervals of its metrics, by name, where there are any.</summary>
    public IReadOnlyDictionary<string, Interval> Intervals { get; init; } = new Dictionary<string, Interval>();

    /// <summary>The share of test rows to which it gives the same answer as the model itself; null where answers are numbers.</summary>
    public double? Agreement { get; init; }

    /// <summary>Every gate that it was judged by.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];
}
