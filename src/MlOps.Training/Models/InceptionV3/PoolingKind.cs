namespace MlOps.Training.Models.InceptionV3;

/// <summary>What a branch begins with.</summary>
internal enum PoolingKind
{
    /// <summary>Its convolutions.</summary>
    None,

    /// <summary>Means.</summary>
    Average,

    /// <summary>The largest numbers.</summary>
    Max,
}
