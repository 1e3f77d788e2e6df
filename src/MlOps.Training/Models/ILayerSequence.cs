namespace MlOps.Training.Models;

/// <summary>A part of a network that runs layers one after the other.</summary>
internal interface ILayerSequence
{
    /// <summary>Runs the layers while gradient checkpointing is on; null while it is off.</summary>
    ActivationTape? Tape { get; set; }
}
