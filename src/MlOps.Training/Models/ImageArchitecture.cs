using MlOps.Models;
using MlOps.Pictures;

namespace MlOps.Training.Models;

/// <summary>A family that reads pictures.</summary>
public abstract class ImageArchitecture : Architecture
{
    /// <summary>Red, green and blue.</summary>
    internal const int Channels = 3;

    /// <inheritdoc/>
    public override IReadOnlyList<TaskKind> Tasks => [TaskKind.ImageClassification];

    /// <summary>Height and width in pixels that the family was trained with, where no preprocessor_config.json says otherwise.</summary>
    public abstract int InputSize { get; }

    /// <summary>What a picture becomes, where no preprocessor_config.json says otherwise.</summary>
    public virtual PictureTransform Transform => PictureTransform.OfImageNet(InputSize);

    /// <summary>A stored name without the prefix that PyTorch's DataParallel gives.</summary>
    /// <param name="stored">The entry's name.</param>
    private protected static string WithoutWrapper(string stored)
    {
        const string wrapper = "module.";
        return stored.StartsWith(wrapper, StringComparison.Ordinal) ? stored[wrapper.Length..] : stored;
    }
}
