namespace MlOps.Training.Tests.Trainer.Checkpoints;

/// <summary>The end of a training that has no time to keep anything.</summary>
internal sealed class KilledException : Exception;
