namespace MlOps.Training.Weights;

/// <summary>Facts about the types of elements.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes of one number.</summary>
    /// <param name="type">A type.</param>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.F64 or ElementType.I64 => 8,
        ElementType.F32 or ElementType.I32 => 4,
        ElementType.F16 or ElementType.BF16 or ElementType.I16 => 2,
        _ => 1,
    };

    /// <summary>True for floating-point numbers.</summary>
    /// <param name="type">A type.</param>
    public static bool IsFloat(this ElementType type) => type is ElementType.F64 or ElementType.F32 or ElementType.F16 or ElementType.BF16;

    /// <summary>The type's name in a safetensors header: <c>F32</c>, <c>BOOL</c>.</summary>
    /// <param name="type">A type.</param>
    public static string SafetensorsName(this ElementType type) => type.ToString().ToUpperInvariant();
}
