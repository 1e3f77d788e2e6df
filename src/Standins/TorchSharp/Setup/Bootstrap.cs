using System.Runtime.InteropServices;

namespace TorchSharp.Setup;

/// <summary>Gets the process ready for libtorch: environment, BLAS, the shim, threads, memory.</summary>
internal static class Bootstrap
{
    /// <summary>The key in <see cref="AppContext"/> under which the lines that tell what was chosen are found.</summary>
    public const string ReportKey = "mlops.torch.setup";

    /// <summary>Freed CPU memory that the process keeps for the next step: a quarter of what the machine has.</summary>
    private static long CacheLimitBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>What the user's environment says, otherwise every core that the process may use.</summary>
    private static int Threads =>
        int.TryParse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS"), out var threads) && threads > 0
            ? threads
            : Environment.ProcessorCount;

    /// <summary>Sets up what libtorch reads while it loads, builds the shim where it is missing, and loads both.</summary>
    /// <returns>The shim's handle.</returns>
    /// <exception cref="DllNotFoundException">libtorch or the compiler is missing; the text says what to install.</exception>
    public static unsafe nint LoadShim()
    {
        var libTorch = LibTorchFinder.Find();
        var cpu = CpuFeatures.Read();
        var blas = Blas.Prepare(libTorch, cpu);
        var path = new ShimBuilder(libTorch, ShimBuilder.CacheFolder).Build();
        var shim = NativeLibrary.Load(path);
        var start = (delegate* unmanaged<int, long, nint>)NativeLibrary.GetExport(shim, "ts_start");
        AppContext.SetData(ReportKey, $"""
            libtorch: {libTorch.Version} in {libTorch.LibraryFolder}{(libTorch.HasCuda ? ", with CUDA" : "")}
            shim: {path}
            CPU flags: {cpu}
            BLAS chosen: {blas}
            {Marshal.PtrToStringUTF8(start(Threads, CacheLimitBytes))}
            """);
        return shim;
    }
}
