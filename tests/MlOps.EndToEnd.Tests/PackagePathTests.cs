using System.Text.RegularExpressions;

using MlOps.Testing;

namespace MlOps.EndToEnd.Tests;

/// <summary>
/// The default way to TorchSharp and ONNX Runtime, packages of a feed, wherever the tests run: where the user's package folder lacks
/// them, stand-ins packed under their names are built with, from a feed and in folders of the test's own.
/// </summary>
public sealed partial class PackagePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("TorchSharp-cpu", "src/Standins/TorchSharp/TorchSharp.csproj", "MlOps.Training")]
    [InlineData("Microsoft.ML.OnnxRuntime", "src/Standins/OnnxRuntime/Microsoft.ML.OnnxRuntime.csproj", "MlOps.Inference")]
    public async Task The_product_builds_with_the_package(string package, string standIn, string project)
    {
        var version = PackageVersion(package);
        await Dotnet("pack", standIn, $"-p:PackageId={package}", $"-p:Version={version}", "-p:IsPackable=true", "-o", _folder.File("feed"));
        await Dotnet(
            "build",
            $"src/{project}/{project}.csproj",
            $"-p:RestoreSources={_folder.File("feed")}",
            $"-p:RestoreFallbackFolders={UserPackages}");
        var restored = await File.ReadAllTextAsync(_folder.File($"artifacts/obj/{project}/project.assets.json"), TestContext.Current.CancellationToken);
        Assert.Contains($"\"{package}/{version}\"", restored, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string UserPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static string PackageVersion(string package)
    {
        var versions = File.ReadAllText(Path.Combine(Repository.Top, "Directory.Packages.props"));
        return VersionOf().Matches(versions).Single(match => match.Groups[1].Value == package).Groups[2].Value;
    }

    /// <summary>What it restores stays out of the user's package folder: these are not the packages that they are called.</summary>
    private async Task Dotnet(string command, params string[] arguments)
    {
        string[] common = ["-v", "quiet", "--nologo", "-p:TorchFrom=package", "-p:OnnxRuntimeFrom=package", $"-p:ArtifactsPath={_folder.File("artifacts")}"];
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = _folder.File("packages") };
        var ended = await Execution.RunAsync(Repository.Top, "dotnet", [command, .. arguments, .. common], environment);
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex VersionOf();
}
