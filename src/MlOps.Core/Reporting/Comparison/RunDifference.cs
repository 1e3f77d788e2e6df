using MlOps.Running;

namespace MlOps.Reporting.Comparison;

/// <summary>Two runs side by side. Differences are B less A.</summary>
public sealed record RunDifference
{
    /// <summary>Id of the first run.</summary>
    public required string A { get; init; }

    /// <summary>Id of the second run.</summary>
    public required string B { get; init; }

    /// <summary>The pipeline of the second run.</summary>
    public required string Pipeline { get; init; }

    /// <summary>How the first run ended.</summary>
    public required Verdict VerdictOfA { get; init; }

    /// <summary>How the second run ended.</summary>
    public required Verdict VerdictOfB { get; init; }

    /// <summary>Everything that one or both have measured.</summary>
    public required IReadOnlyList<MetricDifference> Metrics { get; init; }

    /// <summary>What their steps depend on and is not the same.</summary>
    public required IReadOnlyList<SettingDifference> Settings { get; init; }

    /// <summary>Slices on which B is worse than A, the worst loss first.</summary>
    public required IReadOnlyList<SliceDifference> Slices { get; init; }

    /// <summary>The test rows that both have scored; null when they cannot be put side by side.</summary>
    public RowDifference? Rows { get; init; }

    /// <summary>What could not be compared, and why.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
