using MlOps.Planning;
using MlOps.Steps;

namespace MlOps.Running;

/// <summary>What is kept beside a step's output, as <c>step.json</c>.</summary>
/// <param name="Name">The name of the step that made it.</param>
/// <param name="Kind">The word after <c>uses:</c>.</param>
/// <param name="Fingerprint">What the output depends on.</param>
/// <param name="Seconds">How long the step ran.</param>
/// <param name="Files">The output's files.</param>
/// <param name="Result">What the step returned.</param>
public sealed record StepRecord(
    string Name,
    string Kind,
    Fingerprint Fingerprint,
    double Seconds,
    IReadOnlyList<OutputFile> Files,
    StepResult Result);
