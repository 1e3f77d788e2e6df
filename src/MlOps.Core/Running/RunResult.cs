using MlOps.Diagnostics;
using MlOps.Metrics;

namespace MlOps.Running;

/// <summary>What a run did; kept as <c>run.json</c>, and all that a report is made of.</summary>
public sealed record RunResult
{
    /// <summary>Version of this file's format.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Unique below the state folder; sorts by time.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The pipeline's file as the user named it.</summary>
    public required string File { get; init; }

    /// <summary>The profile that was laid over it; null when there was none.</summary>
    public string? Profile { get; init; }

    /// <summary>The pipeline's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>How it ended.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Every step of the pipeline, in running order.</summary>
    public required IReadOnlyList<StepRun> Steps { get; init; }

    /// <summary>Where it ran: tool, system, cpu, by these names.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The gates beside those of the revision that this one is to be merged into; null when there was none to compare with.</summary>
    public GateReview? GateReview { get; init; }

    /// <summary>Where GitHub shows it; null when it was not asked to.</summary>
    public PublishedReport? Published { get; init; }

    /// <summary>Every gate of every evaluate step.</summary>
    public IEnumerable<GateResult> Gates() => Steps.SelectMany(step => step.Result?.Evaluation?.Gates ?? []);

    /// <summary>What the steps measured, in running order; a later step's value stands for an earlier one's of the same name.</summary>
    public IReadOnlyDictionary<string, double?> Metrics()
    {
        var metrics = new OrderedDictionary<string, double?>(StringComparer.Ordinal);
        foreach (var (name, value) in Steps.SelectMany(step => step.Result?.Metrics ?? new Dictionary<string, double?>()))
        {
            metrics[name] = value;
        }

        return metrics;
    }

    /// <summary>Every changed gate, every warning of a step, every step's failure, and what GitHub did not take.</summary>
    public IEnumerable<Diagnostic> Diagnostics() =>
    [
        .. GateReview?.Diagnostics() ?? [],
        .. Steps.SelectMany(step => (step.Result?.Diagnostics ?? []).Concat(step.Failure is { } failure ? [failure] : [])),
        .. Published?.Problems ?? [],
    ];
}
