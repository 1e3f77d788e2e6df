using System.Security.Cryptography;
using System.Text;

namespace TorchSharp.Setup;

/// <summary>
/// Compiles the shim against a libtorch. The result stays in the user's cache, under a key of the shim's source and of
/// libtorch's path, size and version, so that a change of either compiles it anew.
/// </summary>
internal sealed class ShimBuilder(LibTorch libTorch)
{
    private const string Compiler = "g++";
    private readonly string _source = ReadSource();

    /// <summary>The user's cache folder, as the XDG base directory specification has it.</summary>
    private static string CacheFolder =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>Compiles the shim unless the cache has it. Processes that do so at once each put the same file in place.</summary>
    /// <returns>The path of the shim.</returns>
    /// <exception cref="DllNotFoundException">There is no compiler, or it failed; the text says why.</exception>
    public string Build()
    {
        var folder = Path.Combine(CacheFolder, "mlops", "torch-shim", Key());
        var library = Path.Combine(folder, "libtshim.so");
        if (File.Exists(library))
        {
            return library;
        }

        Directory.CreateDirectory(folder);
        var attempt = Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        var source = attempt + ".cpp";
        try
        {
            File.WriteAllText(source, _source);
            Compile(source, attempt + ".so");
            File.Move(attempt + ".so", library, overwrite: true);
            return library;
        }
        finally
        {
            File.Delete(source);
            File.Delete(attempt + ".so");
        }
    }

    private static string ReadSource()
    {
        using var stream = typeof(ShimBuilder).Assembly.GetManifestResourceStream("tshim.cpp")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private string Key()
    {
        var library = new FileInfo(libTorch.CpuLibrary);
        var bytes = (library.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? library).Length;
        var parts = string.Join('\n', libTorch.CpuLibrary, bytes, libTorch.Version, _source);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..16];
    }

    private void Compile(string source, string output)
    {
        var result = Command.TryRun(Compiler, Arguments(source, output))
            ?? throw new DllNotFoundException(
                $"The shim for libtorch {libTorch.Version} at {libTorch.LibraryFolder} is compiled at first use, and {Compiler} was not found. "
                + "Install it: 'apt-get install g++' on Debian.");
        if (result.ExitCode != 0)
        {
            throw new DllNotFoundException(
                $"{Compiler} could not compile the shim for libtorch {libTorch.Version} at {libTorch.LibraryFolder} (exit code {result.ExitCode}):\n{result.Output}");
        }
    }

    private List<string> Arguments(string source, string output)
    {
        List<string> arguments =
        [
            "-std=c++20", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", "-fopenmp", "-DAT_PER_OPERATOR_HEADERS",
            $"-D_GLIBCXX_USE_CXX11_ABI={(UsesNewStrings() ? 1 : 0)}",
            .. libTorch.IncludeFolders.Select(folder => "-I" + folder),
            source, "-o", output,
            "-L" + libTorch.LibraryFolder, "-Wl,-rpath," + libTorch.LibraryFolder,
            "-Wl,--no-undefined", // a wrong ABI fails here, not when the shim is loaded
        ];
        if (libTorch.OwnOpenMp is { } openMp)
        {
            arguments.Add(openMp); // never a second OpenMP beside libtorch's
        }

        if (libTorch.HasCuda)
        {
            arguments.AddRange("-Wl,--no-as-needed", "-ltorch_cuda", "-lc10_cuda", "-Wl,--as-needed"); // registers CUDA's kernels
        }

        arguments.AddRange("-ltorch", "-ltorch_cpu", "-lc10");
        return arguments;
    }

    /// <summary>Whether libtorch was compiled with C++11's std::string, as its symbols tell.</summary>
    private bool UsesNewStrings()
    {
        var symbols = File.ReadAllBytes(Path.Combine(libTorch.LibraryFolder, "libc10.so")).AsSpan();
        return symbols.IndexOf("c105ErrorC2ENS_14SourceLocationESs"u8) < 0;
    }
}
