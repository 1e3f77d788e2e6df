using MlOps.Registry;
using MlOps.Running;

namespace MlOps.Ui.Runs;

/// <summary>A run as lists show it; what is known of one without a record is its id and state.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">What its folder says.</param>
internal sealed record RunSummary(string Id, RunState State)
{
    /// <summary>The pipeline's name; null without a record.</summary>
    public string? Pipeline { get; init; }

    /// <summary>When it started; null without a record.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>How long it took; 0 without a record.</summary>
    public double Seconds { get; init; }

    /// <summary>How it ended; null without a record.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The first metric of its last evaluation that has a value; null where there is none.</summary>
    public (string Name, double Value)? Measured { get; init; }

    /// <summary>What it registered.</summary>
    public IReadOnlyList<Registration> Registered { get; init; } = [];

    /// <summary>The summary of a run that has ended.</summary>
    /// <param name="run">Its record.</param>
    public static RunSummary Of(RunResult run) => new(run.Id, RunState.Ended)
    {
        Pipeline = run.Pipeline,
        Started = run.Started,
        Seconds = run.Seconds,
        Verdict = run.Verdict,
        Measured = run.Steps.LastOrDefault(step => step.Result?.Evaluation is not null)?.Result!.Evaluation!.Metrics
            .Where(metric => metric.Value is not null)
            .Select(metric => ((string, double)?)(metric.Key, metric.Value!.Value))
            .FirstOrDefault(),
        Registered = [.. run.Steps.Select(step => step.Result?.Registration).OfType<Registration>()],
    };
}
