using MlOps.Metrics;
using MlOps.Running;
using MlOps.Ui.Runs;

namespace MlOps.Ui.Compare;

/// <summary>A run or a version that is compared with others.</summary>
/// <param name="Asked">What the browser asked for: a run's id, or <c>NAME@VERSION</c>.</param>
/// <param name="Name">What it is called on the page.</param>
/// <param name="Address">Its own page.</param>
internal sealed record ComparedItem(string Asked, string Name, string Address)
{
    /// <summary>The record of the run, that of a version of the run that made it; null where it is not kept.</summary>
    public RunResult? Run { get; init; }

    /// <summary>What was measured; null where undefined.</summary>
    public required IReadOnlyDictionary<string, double?> Metrics { get; init; }

    /// <summary>What its last evaluate step found; null where that is not known.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>What its steps depend on, by step and name; empty where their outputs are not kept.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>What was measured while it trained.</summary>
    public required IReadOnlyList<MeasuredCurve> Curves { get; init; }
}
