using System.Security.Cryptography;
using System.Text;

namespace TorchSharp.Setup;

/// <summary>
/// Compiles the shim against a libtorch. The result stays in the user's cache, under a key of the shim's source and of
/// libtorch's path, size and version, so that a change of either compiles it anew.
/// </summary>
/// <param name="libTorch">What to compile against.</param>
/// <param name="cacheFolder">Of the user.</param>
/// <param name="compiler">The program to start.</param>
internal sealed class ShimBuilder(LibTorch libTorch, string cacheFolder, string compiler = "g++")
{
    private const string Main = "tshim.cpp";
    private readonly SortedDictionary<string, string> _sources = ReadSources();

    /// <summary>The user's cache folder, as the XDG base directory specification has it.</summary>
    public static string CacheFolder =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>Compiles the shim unless the cache has it. Processes that do so at once each put the same file in place.</summary>
    /// <returns>The path of the shim.</returns>
    /// <exception cref="DllNotFoundException">There is no compiler, or it failed; the text says why.</exception>
    public string Build()
    {
        var folder = Path.Combine(cacheFolder, "mlops", "torch-shim", Key());
        var library = Path.Combine(folder, "libtshim.so");
        if (File.Exists(library))
        {
            return library;
        }

        var attempt = Directory.CreateDirectory(Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():N}")).FullName;
        try
        {
            foreach (var (name, text) in _sources)
            {
                File.WriteAllText(Path.Combine(attempt, name), text);
            }

            var output = Path.Combine(attempt, "libtshim.so");
            Compile(Path.Combine(attempt, Main), output);
            File.Move(output, library, overwrite: true);
            return library;
        }
        finally
        {
            Directory.Delete(attempt, recursive: true);
        }
    }

    /// <summary>The sources, by file name, that are embedded in this assembly.</summary>
    private static SortedDictionary<string, string> ReadSources()
    {
        const string prefix = "Native/";
        var assembly = typeof(ShimBuilder).Assembly;
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            sources.Add(name[prefix.Length..], reader.ReadToEnd());
        }

        return sources;
    }

    private string Key()
    {
        var library = new FileInfo(libTorch.CpuLibrary);
        var bytes = (library.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? library).Length;
        var parts = string.Join('\n', libTorch.CpuLibrary, bytes, libTorch.Version, string.Concat(_sources.Values));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)))[..16];
    }

    private void Compile(string source, string output)
    {
        var result = Command.TryRun(compiler, Arguments(source, output))
            ?? throw new DllNotFoundException(
                $"The shim for libtorch {libTorch.Version} at {libTorch.LibraryFolder} is compiled at first use, and {compiler} was not found. "
                + "Install it: 'apt-get install g++' on Debian.");
        if (result.ExitCode != 0)
        {
            throw new DllNotFoundException(
                $"{compiler} could not compile the shim for libtorch {libTorch.Version} at {libTorch.LibraryFolder} (exit code {result.ExitCode}):\n{result.Output}");
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
