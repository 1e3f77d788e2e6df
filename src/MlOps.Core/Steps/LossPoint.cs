namespace MlOps.Steps;

/// <summary>The training loss at an optimizer step.</summary>
/// <param name="Step">Optimizer steps so far.</param>
/// <param name="Loss">Mean loss, in nats.</param>
public sealed record LossPoint(int Step, double Loss);
