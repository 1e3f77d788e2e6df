namespace TorchSharp.Setup;

/// <summary>The processor's instruction sets that decide which kernels are fast.</summary>
internal sealed record CpuFeatures(IReadOnlySet<string> Flags)
{
    private static readonly string[] Relevant = ["avx2", "avx512vl", "avx512_bf16", "amx_bf16", "amx_int8"];

    /// <summary>OpenBLAS' name for the newest kernels that this processor runs; null where its own choice is right.</summary>
    /// <remarks>OpenBLAS 0.3.21 takes processors newer than itself for ones without AVX.</remarks>
    public string? OpenBlasCore =>
        Flags.Contains("avx512_bf16") ? "COOPERLAKE"
        : Flags.Contains("avx512vl") ? "SKYLAKEX"
        : Flags.Contains("avx2") ? "HASWELL"
        : null;

    /// <summary>Reads /proc/cpuinfo; no flags where there is none.</summary>
    public static CpuFeatures Read()
    {
        const string path = "/proc/cpuinfo";
        var line = File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))
            : null;
        return new(line?.Split(':', 2)[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet() ?? []);
    }

    public override string ToString() => string.Join(' ', Relevant.Where(Flags.Contains)) is { Length: > 0 } found ? found : "none of " + string.Join(' ', Relevant);
}
