using System.Runtime.InteropServices;

namespace MlOps.Training;

/// <summary>What has to be done before anything of TorchSharp is used.</summary>
internal static partial class NativeLibraries
{
    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>
    /// Tells OpenMP that threads without work are to sleep, unless the user's environment says otherwise, and loads the native
    /// library that TorchSharp's package brings, where the program has it.
    /// </summary>
    /// <exception cref="DllNotFoundException">The library cannot be loaded; the text says what the system lacks.</exception>
    public static void Prepare()
    {
        // threads that spin take the cores from those that work; OpenMP reads this when libtorch is loaded
        if (Environment.GetEnvironmentVariable(WaitPolicy) is null)
        {
            SetEnvironmentVariable(WaitPolicy, "PASSIVE");
        }

        if (PackagedLibrary() is { } path)
        {
            Load(path);
        }
    }

    /// <summary>Loads a library; TorchSharp would answer a failure by copying libtorch, printing a page and naming another cause than the system's.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="DllNotFoundException">It cannot be loaded.</exception>
    internal static void Load(string path)
    {
        try
        {
            _ = NativeLibrary.Load(path);
        }
        catch (DllNotFoundException e)
        {
            // its message ends with what the system's loader said
            var cause = e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
            throw new DllNotFoundException(
                $"{cause}. TorchSharp's package asks for a newer system; the libtorch of this one serves a build made with 'TORCH_FROM=system ./build.sh'");
        }
    }

    /// <summary>Only Linux's is looked for: elsewhere TorchSharp loads its libraries in an order of its own.</summary>
    private static string? PackagedLibrary() =>
        OperatingSystem.IsLinux() && AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") is string folders
            ? folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.Combine(folder, "libLibTorchSharp.so"))
                .FirstOrDefault(File.Exists)
            : null;

    private static void SetEnvironmentVariable(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (!OperatingSystem.IsWindows())
        {
            _ = setenv(name, value, overwrite: 1); // .NET's own call does not reach C's getenv
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
