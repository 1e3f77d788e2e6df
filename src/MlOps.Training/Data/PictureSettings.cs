using MlOps.Pictures;
using MlOps.Vision.Augmentation;

namespace MlOps.Training.Data;

/// <summary>How the pictures of a set become batches.</summary>
public sealed record PictureSettings
{
    /// <summary>What the network reads.</summary>
    public required PictureTransform Transform { get; init; }

    /// <summary>How pictures to learn from are varied; null for none.</summary>
    public AugmentSpec? Augment { get; init; }

    /// <summary>Number of labels, C.</summary>
    public required int Labels { get; init; }

    /// <summary>True when each label is decided by itself.</summary>
    public required bool MultiLabel { get; init; }

    /// <summary>All chance is drawn from it.</summary>
    public required int Seed { get; init; }

    /// <summary>Batches that are decoded at a time, ahead of the training.</summary>
    public required int Ahead { get; init; }
}
