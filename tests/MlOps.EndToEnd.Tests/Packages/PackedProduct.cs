using MlOps.Testing;

namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>
/// Everything that a user takes from a feed, packed from this working tree, with NuGet folders of its own that are empty at first;
/// and a folder in which the tool has trained a small model. Made once for all tests of the packages.
/// </summary>
public sealed class PackedProduct(InstalledTool tool) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The version of the library's packages.</summary>
    public static string Version => "0.1.0";

    /// <summary>The folder that holds the packages.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>The tool manifest's text.</summary>
    public string Manifest { get; private set; } = "";

    /// <summary>A pipeline that has run; its registry holds <c>mail-spam@Production</c> with the labels ham and spam.</summary>
    internal Workspace Trained { get; } = new(tool);

    /// <summary>Variables by which dotnet uses these NuGet folders and no others.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["NUGET_PACKAGES"] = _folder.File("packages"),
        ["DOTNET_CLI_HOME"] = _folder.File("home"), // .NET remembers there which tools are restored
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var project in (string[])["MlOps.Core", "MlOps.Vision", "MlOps.Inference", "MlOps.MSBuild"])
        {
            await Succeed(Repository.Top, new(), "pack", $"src/{project}", "--configuration", "Release", "-v", "quiet", "--output", Feed);
        }

        var packed = Directory.GetFiles(Path.Combine(Repository.Top, "artifacts", "tool", "feed"), "*.nupkg").Single();
        File.Copy(packed, Path.Combine(Feed, Path.GetFileName(packed)));
        var version = Path.GetFileNameWithoutExtension(packed)["dotnet-mlops.".Length..];
        Manifest = $$"""{ "version": 1, "isRoot": true, "tools": { "dotnet-mlops": { "version": "{{version}}", "commands": ["dotnet-mlops"] } } }""";

        KeepFeeds();
        using var user = new UserFolder(this);
        await Succeed(user.Path, Environment, "tool", "restore");

        Trained.Edit("model: messages", "model: mail-spam");
        var run = await Trained.MlOpsAsync("run");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Trained.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // the ordinary feeds are those of the machine
    private void KeepFeeds()
    {
        var config = Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "NuGet", "NuGet.Config");
        if (File.Exists(config))
        {
            _ = _folder.Write("home/.nuget/NuGet/NuGet.Config", File.ReadAllText(config));
        }
    }

    private static async Task Succeed(string folder, Dictionary<string, string> environment, params string[] arguments)
    {
        var ended = await Execution.RunAsync(folder, "dotnet", arguments, environment);
        Assert.True(ended.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {ended}");
    }
}
