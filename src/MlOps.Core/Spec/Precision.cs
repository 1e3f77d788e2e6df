namespace MlOps.Spec;

/// <summary>The number format of the large matrix products.</summary>
public enum Precision
{
    /// <summary>bf16 on CUDA, fp32 on the CPU; never part of a plan.</summary>
    Auto,

    /// <summary>32-bit IEEE floats.</summary>
    Fp32,

    /// <summary>bfloat16 products; weights and sums stay float32.</summary>
    Bf16,
}
