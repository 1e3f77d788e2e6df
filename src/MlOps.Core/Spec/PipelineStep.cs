using MlOps.Diagnostics;
using MlOps.Steps;

namespace MlOps.Spec;

/// <summary>One step of a pipeline.</summary>
/// <param name="Name">Unique in the pipeline.</param>
/// <param name="Kind">Its kind, which runs it.</param>
/// <param name="Location">Where its name stands.</param>
/// <param name="Needs">Names of the steps whose outputs it reads.</param>
/// <param name="Compute">What it computes on; null for kinds that need no more than one core.</param>
/// <param name="Spec">What its own keys say.</param>
/// <param name="Settings">Every value that its own keys were read with.</param>
public sealed record PipelineStep(
    string Name,
    Step Kind,
    Location Location,
    IReadOnlyList<SpecText> Needs,
    ComputeSpec? Compute,
    StepSpec Spec,
    IReadOnlyList<Setting> Settings);
