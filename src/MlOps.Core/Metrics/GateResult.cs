using MlOps.Diagnostics;

namespace MlOps.Metrics;

/// <summary>One gate, judged.</summary>
/// <param name="Text">The gate as pipeline.yml writes it.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Outcome">Met or not, and why.</param>
/// <param name="Value">The left side; null when a value in it is missing.</param>
/// <param name="Comparison">One of &gt;= &gt; &lt;= &lt; ==.</param>
/// <param name="Threshold">The right side; null when a value in it is missing.</param>
/// <param name="Champion">The champion's value of the metric that the gate compares, where it names one.</param>
/// <param name="Unit">The unit of value and threshold.</param>
/// <param name="Message">One sentence: what was found, what was asked.</param>
public sealed record GateResult(
    string Text,
    Location Location,
    GateOutcome Outcome,
    double? Value,
    string Comparison,
    double? Threshold,
    double? Champion,
    MetricUnit Unit,
    string Message)
{
    /// <summary>The revision that the gate was read from; null for a gate of the pipeline that ran.</summary>
    public string? From { get; init; }

    /// <summary>True unless the gate keeps the candidate from its stage.</summary>
    public bool Passed => Outcome is GateOutcome.Met or GateOutcome.NoChampionPassed or GateOutcome.ChampionLossAccepted;

    /// <summary>The finding that the reporters show; null for a gate that is met.</summary>
    public Diagnostic? ToDiagnostic() => Outcome switch
    {
        GateOutcome.Met => null,
        GateOutcome.NotMet => new(Rules.GateNotMet, Location, Message),
        GateOutcome.MissingValue => new(Rules.GateValueMissing, Location, Message),
        GateOutcome.NoChampionFailed => new(Rules.NoChampion, Location, Message),
        GateOutcome.ChampionNotScored => new(Rules.ChampionNotScored, Location, Message),
        GateOutcome.NoChampionPassed => new(Rules.NoChampionYet, Location, Message),
        _ => new(Rules.ChampionLossAccepted, Location, Message),
    };
}
