using MlOps.Testing;

namespace MlOps.EndToEnd.Tests;

/// <summary>The tool, packed from this working tree and installed into a folder of its own; shared by all tests.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Full path of the installed command.</summary>
    public string Command => Path.Combine(Folder, "dotnet-mlops");

    /// <summary>The folder that a user would add to PATH.</summary>
    public string Folder => _folder.File("bin");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // packs only when a source has changed
        await Succeed(Repository.Top, Path.Combine(Repository.Top, "build.sh"), "setup");

        var feed = Path.Combine(Repository.Top, "artifacts", "tool", "feed");
        var package = Path.GetFileNameWithoutExtension(Directory.GetFiles(feed, "*.nupkg").Single());
        var config = _folder.Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{feed}" />
              </packageSources>
            </configuration>
            """);
        await Succeed(
            _folder.Path, "dotnet", "tool", "install", "dotnet-mlops", "--tool-path", Folder, "--configfile", config, "--version", package["dotnet-mlops.".Length..]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task Succeed(string folder, string program, params string[] arguments)
    {
        var ended = await Execution.RunAsync(folder, program, arguments);
        Assert.True(ended.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {ended.ExitCode}:\n{ended.Output}{ended.Error}");
    }
}
