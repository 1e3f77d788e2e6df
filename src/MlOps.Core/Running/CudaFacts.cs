using System.Diagnostics;

namespace MlOps.Running;

/// <summary>Whether this machine computes on CUDA, as far as its files tell.</summary>
/// <param name="IsUsable">True when a driver and a libtorch for CUDA were found.</param>
/// <param name="LookedFor">What was looked for, and what of it is there.</param>
public sealed record CudaFacts(bool IsUsable, string LookedFor)
{
    private static readonly TimeSpan PythonLimit = TimeSpan.FromSeconds(10);

    /// <summary>Looks at this machine. Without a driver no further search is made, so that it costs nothing where there is no GPU.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="ownLibtorch">True where the program brings its libtorch, false where it takes one that is installed.</param>
    public static CudaFacts Read(Func<string, string?> environment, bool ownLibtorch) => Read(FindDriver(), environment, ownLibtorch);

    /// <summary>True where a CUDA driver is; costs next to nothing.</summary>
    public static bool HasDriver() => FindDriver() is not null;

    internal static CudaFacts Read(string? driver, Func<string, string?> environment, bool ownLibtorch)
    {
        if (driver is null)
        {
            return new(false, "a CUDA driver (/dev/nvidiactl, /dev/dxg or nvcuda.dll: none is there)");
        }

        var folders = ownLibtorch ? OwnFolders() : [.. InstalledFolders(environment)];
        var libtorch = folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch_cuda.so")) || File.Exists(Path.Combine(folder, "torch_cuda.dll")));
        var advice = ownLibtorch
            ? "this build brings a libtorch without CUDA: build with TORCH_FROM=system ./build.sh to take an installed PyTorch's, or with -p:TorchCuda=true"
            : "set LIBTORCH or install PyTorch with CUDA";
        return libtorch is null
            ? new(false, $"libtorch_cuda beside libtorch (the driver {driver} is there; not found in {string.Join(", ", folders)}); {advice}")
            : new(true, $"{driver}, {libtorch}");
    }

    private static string? FindDriver() => new[]
    {
        "/dev/nvidiactl", "/dev/nvidia0", "/dev/dxg", Path.Combine(Environment.SystemDirectory, "nvcuda.dll"),
    }.FirstOrDefault(File.Exists);

    private static string[] OwnFolders() =>
    [
        AppContext.BaseDirectory,
        Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"),
        Path.Combine(AppContext.BaseDirectory, "runtimes", "win-x64", "native"),
    ];

    private static IEnumerable<string> InstalledFolders(Func<string, string?> environment)
    {
        if (environment("LIBTORCH") is { Length: > 0 } given)
        {
            yield return Path.Combine(given, "lib");
        }

        if (PythonTorch() is { } python)
        {
            yield return Path.Combine(python, "lib");
        }

        yield return "/usr/lib/x86_64-linux-gnu";
        yield return "/usr/local/lib";
    }

    // the folder of the PyTorch that python3 would import, without importing it
    private static string? PythonTorch()
    {
        var start = new ProcessStartInfo("python3", ["-c", "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var python = Process.Start(start)!;
            var folder = python.StandardOutput.ReadToEnd().Trim();
            return python.WaitForExit(PythonLimit) && folder.Length > 0 ? folder : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // there is no python3
        }
    }
}
