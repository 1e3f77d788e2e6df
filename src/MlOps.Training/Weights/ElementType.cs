namespace MlOps.Training.Weights;

/// <summary>What the numbers of a stored tensor are.</summary>
public enum ElementType
{
    /// <summary>IEEE single precision, 4 bytes.</summary>
    F32,

    /// <summary>IEEE half precision, 2 bytes.</summary>
    F16,

    /// <summary>The upper half of a single, 2 bytes.</summary>
    BF16,

    /// <summary>Signed integer of 8 bytes.</summary>
    I64,
}
