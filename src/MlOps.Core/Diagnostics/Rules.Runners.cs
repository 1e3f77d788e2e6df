namespace MlOps.Diagnostics;

/// <content>8xxx: runners and devices.</content>
public static partial class Rules
{
    /// <summary>CUDA was asked for and is not there.</summary>
    public static readonly Rule NoCuda = new("MLOPS8001", Severity.Error, "no CUDA", "Run on a machine with a CUDA GPU and a libtorch built for CUDA, or use device: auto.");

    /// <summary>bf16 was asked for on a CPU that computes it no faster than float32, or not at all.</summary>
    public static readonly Rule NoBf16 = new("MLOPS8002", Severity.Error, "no bf16", "Use precision: auto or fp32 on this CPU.");

    /// <summary>A command step's program could not be started.</summary>
    public static readonly Rule CannotStart = new("MLOPS8003", Severity.Error, "program not started", "Install the program or correct its name.");

    /// <summary>A command step's program ended with an exit code other than 0.</summary>
    public static readonly Rule CommandFailed = new("MLOPS8004", Severity.Error, "program failed", "Read what the program printed.");

    /// <summary>A command step's program did not write an output that the step declares.</summary>
    public static readonly Rule MissingOutput = new("MLOPS8005", Severity.Error, "missing output", "Write the file below the folder that MLOPS_OUTPUT names.");
}
