using MlOps.Planning;
using MlOps.Spec;

namespace MlOps.Steps;

/// <summary>The output of a step that has run.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Kind">The word after <c>uses:</c>.</param>
/// <param name="Folder">Full path of its files, which never change.</param>
/// <param name="Result">What it returned.</param>
public sealed record StepOutput(string Name, string Kind, string Folder, StepResult Result)
{
    /// <summary>What the pipeline says of the step, as it is read now; null outside of a run.</summary>
    public StepSpec? Spec { get; init; }

    /// <summary>What it depends on.</summary>
    public Fingerprint Fingerprint { get; init; } = Fingerprint.Of([]);
}
