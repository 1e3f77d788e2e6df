using System.Runtime.CompilerServices;

namespace MlOps.Testing;

/// <summary>Where the repository lies, and what lies beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds MlOpsTool.sln.</summary>
    public static string Top { get; } = FindTop();

    /// <summary>A file or folder of the shared material beside the repository; the test is skipped where it is absent.</summary>
    public static string Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Top, "..", "shared", path));
        Assert.SkipUnless(Path.Exists(full), $"../shared/{path} is not there");
        return full;
    }

    /// <summary>A file or folder of the reference values: below MLOPS_REFERENCE, else ../shared/reference.</summary>
    public static string Reference(string path)
    {
        var full = ReferencePath(path);
        Assert.SkipUnless(Path.Exists(full), $"the reference values {path} are not there");
        return full;
    }

    /// <summary>Where a file or folder of the reference values would be; for the lists of theories, which are made before any test can be skipped.</summary>
    public static string ReferencePath(string path) => Path.GetFullPath(Path.Combine(
        Environment.GetEnvironmentVariable("MLOPS_REFERENCE") ?? Path.Combine(Top, "..", "shared", "reference"), path));

    private static string FindTop([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
