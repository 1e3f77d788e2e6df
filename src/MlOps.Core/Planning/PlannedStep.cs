using MlOps.Registry;
using MlOps.Running;
using MlOps.Steps;

namespace MlOps.Planning;

/// <summary>One step, ready to run.</summary>
/// <param name="Check">The step among its neighbours.</param>
/// <param name="Compute">What it computes on.</param>
/// <param name="Fingerprint">What its output depends on.</param>
/// <param name="Champion">The champion that it meets; null when there is none.</param>
/// <param name="Kept">Its output, when it ran before with this fingerprint; null when it has to run.</param>
public sealed record PlannedStep(StepCheck Check, Compute Compute, Fingerprint Fingerprint, Champion? Champion, StepOutput? Kept)
{
    /// <summary>The step's name.</summary>
    public string Name => Check.Step.Name;

    /// <summary>What its base models are that are named otherwise than by a path: <c>org/name (commit 0123456)</c>.</summary>
    public IReadOnlyList<string> NamedBases => [.. Check.Bases.Where(found => found.Value.IsNamed).Select(found => found.Value.Described)];
}
