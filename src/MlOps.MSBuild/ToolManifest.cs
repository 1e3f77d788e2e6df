namespace MlOps.MSBuild;

/// <summary>The files in which a repository names its tools.</summary>
internal static class ToolManifest
{
    private const string ToolId = "\"dotnet-mlops\"";

    private static readonly string[] Places = [Path.Combine(".config", "dotnet-tools.json"), "dotnet-tools.json"];

    /// <summary>The manifest that names the tool: the nearest one in a folder or above it.</summary>
    /// <param name="folder">Full path of the folder that the tool runs in.</param>
    /// <returns>Its full path; null when there is none.</returns>
    public static string? Find(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            var named = Places.Select(place => Path.Combine(above.FullName, place))
                .FirstOrDefault(file => File.Exists(file) && File.ReadAllText(file).IndexOf(ToolId, StringComparison.OrdinalIgnoreCase) >= 0);
            if (named is not null)
            {
                return named;
            }
        }

        return null;
    }

    /// <summary>What to do when <c>dotnet mlops</c> did not start the tool.</summary>
    /// <param name="folder">Full path of the folder that the tool runs in.</param>
    public static ToolDiagnostic WhyNotStarted(string folder) => Find(folder) is { } manifest
        ? ToolDiagnostic.Error(ToolDiagnostic.NotStarted, "the tool dotnet-mlops is named here, but not restored; run 'dotnet tool restore'", manifest)
        : ToolDiagnostic.Error(
            ToolDiagnostic.NotStarted,
            $"no tool manifest in {folder} or above names dotnet-mlops; run 'dotnet new tool-manifest' and 'dotnet tool install dotnet-mlops', or set MlOpsToolPath");
}
