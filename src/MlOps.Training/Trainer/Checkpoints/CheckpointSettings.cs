namespace MlOps.Training.Trainer.Checkpoints;

/// <summary>When a training keeps what it can go on from.</summary>
/// <param name="Every">Optimizer steps from one checkpoint to the next.</param>
/// <param name="Keep">How many are kept, the newest; older ones are removed.</param>
public sealed record CheckpointSettings(int Every, int Keep);
