using MlOps.Metrics.Fairness;

namespace MlOps.Metrics;

/// <summary>What an evaluate step found on the test rows.</summary>
public sealed record Evaluation
{
    /// <summary>The file that the metrics were read from; null when a step measured them on test rows.</summary>
    public string? Source { get; init; }

    /// <summary>Rows that were scored; 0 when the metrics were read from a file.</summary>
    public required long Rows { get; init; }

    /// <summary>The label names; a class's index is its place here.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The candidate's metrics; null where undefined.</summary>
    public required IReadOnlyDictionary<string, double?> Metrics { get; init; }

    /// <summary>95 % bootstrap intervals of the metrics that have one.</summary>
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <summary>Metrics for each value of each slice column.</summary>
    public required IReadOnlyList<SliceScore> Slices { get; init; }

    /// <summary>How groups are treated, for each label and column that gates or <c>fairness</c> name.</summary>
    public IReadOnlyList<FairnessScore> Fairness { get; init; } = [];

    /// <summary>What answers do when terms are swapped, for each list of terms with pairs.</summary>
    public IReadOnlyList<CounterfactualScore> Counterfactuals { get; init; } = [];

    /// <summary>Rows by true class (first index) and predicted class; empty for multi-label.</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; }

    /// <summary>The champion scored on the same rows, where there is one.</summary>
    public ChampionScore? Champion { get; init; }

    /// <summary>Every gate, in the order of the file.</summary>
    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>How latency was measured, where it was.</summary>
    public string? LatencySetting { get; init; }

    /// <summary>True when every gate is met.</summary>
    public bool Passed => Gates.All(gate => gate.Passed);
}
