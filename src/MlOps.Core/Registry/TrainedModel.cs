using MlOps.Steps;

namespace MlOps.Registry;

/// <summary>A registered version whose training need not be done again.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Run">The run that trained it.</param>
/// <param name="Result">What its training step returned.</param>
public sealed record TrainedModel(int Version, string Run, StepResult Result);
