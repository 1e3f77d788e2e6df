namespace MlOps.Diagnostics;

/// <content>8xxx: runners and devices.</content>
public static partial class Rules
{
    /// <summary>CUDA was asked for and is not there.</summary>
    public static readonly Rule NoCuda = new("MLOPS8001", Severity.Error, "no CUDA", "Run on a machine with a CUDA GPU and a libtorch built for CUDA, or use device: auto.");

    /// <summary>bf16 was asked for on a CPU that computes it no faster than float32, or not at all.</summary>
    public static readonly Rule NoBf16 = new("MLOPS8002", Severity.Error, "no bf16", "Use precision: auto or fp32 on this CPU.");
}
