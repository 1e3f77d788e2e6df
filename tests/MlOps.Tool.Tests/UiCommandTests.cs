using MlOps.Ui;

namespace MlOps.Tool.Tests;

public sealed class UiCommandTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var tool = new ToolBench();
        await using var other = await UiServer.StartAsync(
            new(new(tool.Folder), new Registry.LocalRegistry(tool.Folder, TimeProvider.System), TimeProvider.System), new() { User = "ada" }, CancellationToken.None);

        var ended = await tool.Run("ui", "--port", $"{other.Address.Port}");

        Assert.Equal(3, ended.ExitCode);
        Assert.StartsWith($"mlops: error MLOPS7201: the page cannot be served at 127.0.0.1, port {other.Address.Port}: ", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_is_an_address()
    {
        using var tool = new ToolBench();

        var ended = await tool.Run("ui", "--host", "everywhere");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--host is 'everywhere'; expected an IP address", ended.Error, StringComparison.Ordinal);
    }
}
