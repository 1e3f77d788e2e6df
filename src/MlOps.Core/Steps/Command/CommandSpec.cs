using MlOps.Spec;

namespace MlOps.Steps.Command;

/// <summary>The <c>command</c> step: a program of the user's own.</summary>
/// <param name="Run">The program and its arguments; no shell reads them.</param>
/// <param name="Inputs">Files and folders that it reads; their content is part of the fingerprint.</param>
/// <param name="Outputs">Files that it writes below its output folder; the step fails when one is missing.</param>
public sealed record CommandSpec(
    IReadOnlyList<SpecText> Run,
    IReadOnlyList<SpecText> Inputs,
    IReadOnlyList<SpecText> Outputs) : StepSpec;
