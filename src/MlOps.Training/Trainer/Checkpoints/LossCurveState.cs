using MlOps.Steps;

namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>A loss curve in the making.</summary>
/// <param name="Points">Its points.</param>
/// <param name="Sum">Sum of the losses since the last point.</param>
/// <param name="Steps">Steps since the last point.</param>
internal sealed record LossCurveState(IReadOnlyList<LossPoint> Points, double Sum, int Steps);
