using MlOps.Testing;

namespace MlOps.MSBuild.Tests;

public sealed class ToolManifestTests : IDisposable
{
    private const string Names = """{ "version": 1, "tools": { "dotnet-mlops": { "version": "1.0.0" } } }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(".config/dotnet-tools.json")]
    [InlineData("dotnet-tools.json")]
    public void The_nearest_manifest_that_names_the_tool_is_found(string place)
    {
        var expected = _folder.Write(place, Names);
        _ = _folder.Write("src/dotnet-tools.json", """{ "tools": { "another": { } } }""");
        _ = Directory.CreateDirectory(_folder.File("src/app"));

        Assert.Equal(expected, ToolManifest.Find(_folder.File("src/app")));
    }

    [Fact]
    public void A_manifest_without_a_restored_tool_asks_for_the_restore()
    {
        var manifest = _folder.Write("dotnet-tools.json", Names);

        var why = ToolManifest.WhyNotStarted(_folder.Path);

        Assert.Equal(("MLOPS8101", manifest), (why.Code, why.File));
        Assert.Contains("dotnet tool restore", why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_manifest_the_way_to_one_is_told()
    {
        var why = ToolManifest.WhyNotStarted(_folder.Path);

        Assert.Equal("MLOPS8101", why.Code);
        Assert.Contains("dotnet tool install dotnet-mlops", why.Message, StringComparison.Ordinal);
    }
}
