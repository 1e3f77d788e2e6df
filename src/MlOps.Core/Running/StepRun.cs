using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>What a run did with one step.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Kind">The word after <c>uses:</c>.</param>
/// <param name="Location">Where it stands in pipeline.yml.</param>
/// <param name="Status">Ran, reused, failed or left out.</param>
/// <param name="Fingerprint">64 hexadecimal digits; empty for a step that was not reached.</param>
/// <param name="Seconds">How long it ran; 0 when it did not.</param>
/// <param name="Result">What it returned, now or when it ran; null when it did not.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="SkippedFor">The failed step because of which this one did not run; null when there is none.</param>
public sealed record StepRun(
    string Name,
    string Kind,
    Location Location,
    StepStatus Status,
    string Fingerprint,
    double Seconds,
    StepResult? Result,
    Diagnostic? Failure,
    string? SkippedFor);
