using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.MSBuild.Tests;

/// <summary>The package sees nothing of the tool; what it spells itself must be what the tool says.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void Its_codes_stand_in_the_catalogue() =>
        Assert.Equal([Rules.ToolNotStarted.Code, Rules.ToolEnded.Code], [ToolDiagnostic.NotStarted, ToolDiagnostic.Ended]);

    [Fact]
    public void It_refers_to_nothing_but_MSBuild_and_the_standard_library() => Assert.Equal(
        ["Microsoft.Build.Framework", "Microsoft.Build.Utilities.Core", "netstandard"],
        typeof(MlOpsRun).Assembly.GetReferencedAssemblies().Select(name => name.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_property_of_the_package_is_described()
    {
        var package = Path.Combine(Repository.Top, "src", "MlOps.MSBuild", "build");
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Top, "docs", "msbuild.md"), TestContext.Current.CancellationToken);
        var files = string.Concat(Directory.GetFiles(package).Select(File.ReadAllText));
        var names = System.Text.RegularExpressions.Regex.Matches(files, @"\$\((MlOps\w+)\)").Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.True(names.Length >= 8, string.Join(' ', names));
        Assert.All(names, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }
}
