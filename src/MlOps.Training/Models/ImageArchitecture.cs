namespace MlOps.Training.Models;

/// <summary>A family that reads pictures.</summary>
public abstract class ImageArchitecture : Architecture
{
    /// <summary>Height and width in pixels that the family was trained with, where no preprocessor_config.json says otherwise.</summary>
    public abstract int InputSize { get; }
}
