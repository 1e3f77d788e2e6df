using System.Runtime.InteropServices;

namespace MlOps.MSBuild;

/// <summary>The dotnet program that runs this build.</summary>
internal static class DotnetHost
{
    /// <summary>Its file name.</summary>
    public static string FileName => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "dotnet.exe" : "dotnet";

    /// <summary>Its path; only its name where MSBuild does not say, as in Visual Studio: it is then found on PATH.</summary>
    public static string Path => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : FileName;
}
