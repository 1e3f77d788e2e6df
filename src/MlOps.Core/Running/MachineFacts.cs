using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MlOps.Running;

/// <summary>What a run has to know of the machine.</summary>
/// <param name="Cores">Cores that this process may use.</param>
/// <param name="CpuFlags">The CPU's instruction sets that matter here, as Linux spells them.</param>
/// <param name="Cuda">Whether a CUDA GPU and a libtorch for it were found.</param>
public sealed record MachineFacts(int Cores, IReadOnlyList<string> CpuFlags, CudaFacts Cuda)
{
    private static readonly string[] Interesting = ["avx2", "avx512f", "avx512vl", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8"];

    /// <summary>True where the CPU multiplies bf16 in hardware.</summary>
    public bool CpuHasBf16 => CpuFlags.Contains("avx512_bf16") || CpuFlags.Contains("amx_bf16");

    /// <summary>Looks at this machine.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="ownLibtorch">True where the program brings its libtorch, false where it takes one that is installed.</param>
    public static MachineFacts Read(Func<string, string?> environment, bool ownLibtorch) =>
        new(Environment.ProcessorCount, ReadCpuFlags(), CudaFacts.Read(environment, ownLibtorch));

    /// <summary>What a run's record says of the machine.</summary>
    public IReadOnlyDictionary<string, string> Describe() => new Dictionary<string, string>
    {
        ["tool"] = typeof(MachineFacts).Assembly.GetName().Version!.ToString(3),
        ["system"] = RuntimeInformation.RuntimeIdentifier,
        ["cpu"] = string.Create(CultureInfo.InvariantCulture, $"{Cores} cores, {(CpuFlags.Count == 0 ? "no vector extensions known" : string.Join(' ', CpuFlags))}"),
    };

    private static string[] ReadCpuFlags()
    {
        const string CpuInfo = "/proc/cpuinfo";
        if (File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) is { } line)
        {
            var flags = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            return [.. Interesting.Where(flags.Contains)];
        }

        return RuntimeInformation.ProcessArchitecture == Architecture.X64 && Avx2.IsSupported ? ["avx2"] : [];
    }
}
