using System.Diagnostics;

namespace MlOps.Tool.Tests.GitHub;

/// <summary>Whatever ends a run, its check does not stay in progress. The tool is a process of its own here.</summary>
public sealed class StoppedRunTests : IAsyncLifetime
{
    // lasts as long as the tool does
    private const string Endless = """
        name: demo
        steps:
          wait:
            uses: command
            run: [sh, -c, 'while kill -0 $PPID; do sleep 0.1; done']
        report:
          github: { check: demo-check }

        """;

    private GitHubScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await GitHubScene.StartAsync();
        _ = _scene.Bench.Write(GitHubScene.File, Endless);
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_concludes_the_check_as_cancelled(string signal)
    {
        Assert.Equal(130, await StopAsync(signal));

        Assert.Equal(("completed", "cancelled"), ((string?)_scene.Check["status"], (string?)_scene.Check["conclusion"]));
    }

    [Fact]
    public async Task A_killed_run_is_completed_by_the_report_that_follows()
    {
        _ = await StopAsync("KILL");
        Assert.Equal("in_progress", (string?)_scene.Check["status"]);

        var ended = await _scene.RunAsync("report", GitHubScene.File);

        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(("completed", "failure", "The run was lost"), ((string?)_scene.Check["status"], (string?)_scene.Check["conclusion"], (string?)_scene.Check["output"]!["title"]));
    }

    private async Task<int> StopAsync(string signal)
    {
        var isRunning = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scene.GitHub.Faults = (_, request) =>
        {
            if (request.Body.Contains("Running: wait", StringComparison.Ordinal))
            {
                isRunning.TrySetResult();
            }

            return default;
        };

        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "dotnet-mlops"), ["run", GitHubScene.File])
        {
            WorkingDirectory = _scene.Bench.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _scene.Bench.Environment)
        {
            start.Environment[name] = value;
        }

        using var tool = Process.Start(start)!;
        var (output, error) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        var ended = tool.WaitForExitAsync();
        Assert.True(await Task.WhenAny(isRunning.Task, ended) == isRunning.Task, $"it ended before its step ran: {(ended.IsCompleted ? await output + await error : "")}");
        using (var kill = Process.Start("kill", ["-s", signal, $"{tool.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await ended;
        return tool.ExitCode;
    }
}
