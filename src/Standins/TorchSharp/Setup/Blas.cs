using System.Runtime.InteropServices;

namespace TorchSharp.Setup;

/// <summary>
/// Chooses the BLAS for a libtorch that takes the system's, and its kernels. What the user's environment says already
/// stays.
/// </summary>
internal static partial class Blas
{
    private const string CoreVariable = "OPENBLAS_CORETYPE";
    private const string WaitVariable = "OMP_WAIT_POLICY";

    /// <summary>Call before libtorch is loaded: its libraries read the environment then.</summary>
    /// <returns>What was chosen, for a person.</returns>
    public static string Prepare(LibTorch libTorch, CpuFeatures cpu)
    {
        if (cpu.OpenBlasCore is { } core)
        {
            SetIfUnset(CoreVariable, core);
        }

        SetIfUnset(WaitVariable, "PASSIVE"); // threads that spin take the cores from those that work
        var kernels = $"{CoreVariable}={Environment.GetEnvironmentVariable(CoreVariable)}";
        if (!libTorch.IsSystem)
        {
            return $"libtorch's own; {kernels}";
        }

        // the pthread build of OpenBLAS keeps a second pool of threads, the reference BLAS is 20 times slower
        var library = Path.Combine(libTorch.LibraryFolder, "openblas-openmp", "libblas.so.3");
        return NativeLibrary.TryLoad(library, out _)
            ? $"{library}; {kernels}"
            : $"the system's libblas.so.3; {kernels}; 'apt-get install libopenblas0-openmp' gives a faster one";
    }

    private static void SetIfUnset(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is null)
        {
            Environment.SetEnvironmentVariable(name, value);
            _ = setenv(name, value, overwrite: 1); // .NET's own call does not reach C's getenv
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
