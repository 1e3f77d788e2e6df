using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace TorchSharp.Setup;

/// <summary>
/// Looks for libtorch: in the folder that LIBTORCH names, in the PyTorch of <c>python3</c>, among the system's
/// libraries. On a machine with an NVIDIA driver the first one with CUDA wins.
/// </summary>
internal static partial class LibTorchFinder
{
    /// <exception cref="DllNotFoundException">There is none.</exception>
    public static LibTorch Find()
    {
        var gpu = File.Exists("/dev/nvidiactl");
        return Choose(Candidates(gpu), gpu);
    }

    /// <summary>The first candidate; where there is a GPU, the first with CUDA, if any.</summary>
    internal static LibTorch Choose(IEnumerable<LibTorch?> candidates, bool gpu)
    {
        LibTorch? first = null;
        foreach (var found in candidates.OfType<LibTorch>())
        {
            if (!gpu || found.HasCuda)
            {
                return found;
            }

            first ??= found;
        }

        return first ?? throw new DllNotFoundException(
            "libtorch was not found. Looked for: the folder that the variable LIBTORCH names (with lib/libtorch_cpu.so and include/), "
            + "the package torch of python3, libtorch_cpu.so and its headers among the system's. "
            + "Install one: 'apt-get install libtorch-dev libopenblas0-openmp g++' on Debian, or 'pip install torch' and g++.");
    }

    /// <remarks>Starting python3 takes a while: the system's libtorch goes before it where no GPU asks for CUDA.</remarks>
    private static IEnumerable<LibTorch?> Candidates(bool gpu)
    {
        if (Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } folder)
        {
            yield return FromFolder(folder);
        }

        if (!gpu)
        {
            yield return FromSystem();
        }

        yield return FromPython();
        yield return FromSystem();
    }

    private static LibTorch? FromPython()
    {
        const string script = "import importlib.util as u; s = u.find_spec('torch'); print(s.submodule_search_locations[0] if s else '')";
        return Command.TryRun("python3", ["-c", script]) is { ExitCode: 0 } result && result.Output.Trim() is { Length: > 0 } folder
            ? FromFolder(folder)
            : null;
    }

    /// <summary>A pip-installed torch, or libtorch as pytorch.org packs it: lib/ and include/ side by side.</summary>
    private static LibTorch? FromFolder(string folder)
    {
        var include = Path.Combine(folder, "include");
        return Open(Path.Combine(folder, "lib"), include, [include, Path.Combine(include, "torch/csrc/api/include")]);
    }

    private static LibTorch? FromSystem()
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        string[] folders = [$"/usr/lib/{architecture}-linux-gnu", "/usr/lib64", "/usr/lib"];
        return folders.Select(folder => Open(folder, "/usr/include", [])).FirstOrDefault(found => found is not null);
    }

    private static LibTorch? Open(string libraries, string headers, string[] includeFolders) =>
        File.Exists(Path.Combine(libraries, "libtorch_cpu.so")) && ReadVersion(headers) is { } version
            ? new LibTorch(libraries, includeFolders, version)
            : null;

    private static string? ReadVersion(string include)
    {
        string[] headers = ["torch/headeronly/version.h", "torch/csrc/api/include/torch/version.h"];
        var header = headers.Select(name => Path.Combine(include, name)).FirstOrDefault(File.Exists);
        return header is null
            ? null
            : string.Join('.', VersionPart().Matches(File.ReadAllText(header)).Select(match => match.Groups[1].Value));
    }

    [GeneratedRegex(@"#define TORCH_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)")]
    private static partial Regex VersionPart();
}
