namespace TorchSharp.Setup;

/// <summary>A libtorch with its headers.</summary>
/// <param name="LibraryFolder">Holds libtorch_cpu.so.</param>
/// <param name="IncludeFolders">To search for headers; empty where the compiler finds them by itself.</param>
/// <param name="Version">Such as 1.13.0, as the headers say.</param>
internal sealed record LibTorch(string LibraryFolder, IReadOnlyList<string> IncludeFolders, string Version)
{
    public string CpuLibrary => Path.Combine(LibraryFolder, "libtorch_cpu.so");

    /// <summary>A package of the distribution, which uses the system's BLAS and OpenMP.</summary>
    public bool IsSystem => IncludeFolders.Count == 0;

    public bool HasCuda => File.Exists(Path.Combine(LibraryFolder, "libtorch_cuda.so"));

    /// <summary>The OpenMP run-time that a pip wheel brings; null where libtorch uses the system's.</summary>
    public string? OwnOpenMp => IsSystem ? null : Directory.EnumerateFiles(LibraryFolder, "libgomp*.so*").Order(StringComparer.Ordinal).FirstOrDefault();
}
