using MlOps.Planning;
using MlOps.Steps;

namespace MlOps.Registry.Cards;

/// <summary>The training that a version comes from; the same fingerprint means the same data, settings and base.</summary>
/// <param name="Fingerprint">What the training depends on.</param>
/// <param name="Result">What its step returned.</param>
public sealed record TrainedBy(Fingerprint Fingerprint, StepResult Result);
