using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MlOps.EndToEnd.Tests;

/// <summary>A program that was started by a test.</summary>
internal sealed class Execution : IDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(string Text, TaskCompletionSource Said)> _awaited = [];

    private Execution(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Receive(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Receive(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a program that knows of no CI service and reads an empty standard input.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="program">A file, or a name on PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that are added; null when there are none.</param>
    public static Execution Start(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name == "CI" || name.StartsWith("GITHUB_", StringComparison.Ordinal)).ToArray())
        {
            _ = start.Environment.Remove(name);
        }

        start.Environment["HF_HUB_OFFLINE"] = "1"; // what is no folder is not looked for on the network
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Ended> RunAsync(
        string folder, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var execution = Start(folder, program, arguments, environment);
        return await execution.EndAsync();
    }

    /// <summary>Waits until the program has printed a line that holds a text.</summary>
    /// <returns>All that it has printed until then.</returns>
    /// <exception cref="InvalidOperationException">It ended without.</exception>
    public async Task<string> SaysAsync(string text)
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if ($"{_output}{_error}" is { } printed && printed.Contains(text, StringComparison.Ordinal))
            {
                return printed;
            }

            _awaited.Add((text, said));
        }

        if (await Task.WhenAny(said.Task, EndAsync()) is Task<Ended> ended && !said.Task.IsCompleted)
        {
            throw new InvalidOperationException($"it ended without saying '{text}': {await ended}");
        }

        lock (_gate)
        {
            return $"{_output}{_error}";
        }
    }

    /// <summary>Does what a build server does that stops a job. Not what Ctrl+C does: a job in the background is born deaf to that.</summary>
    public Task TerminateAsync() => SignalAsync("-TERM");

    /// <summary>Does what Ctrl+C does, to this process alone.</summary>
    public Task InterruptAsync() => SignalAsync("-INT");

    /// <summary>Ends the program with SIGKILL, which it cannot see coming.</summary>
    /// <param name="after">How long it may run before; it may have ended by itself by then.</param>
    public async Task<Ended> KillAsync(TimeSpan after)
    {
        using var deadline = new CancellationTokenSource(after);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        return await EndAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<Ended> EndAsync()
    {
        await _process.WaitForExitAsync();
        lock (_gate)
        {
            return new(_process.ExitCode, _output.ToString(), _error.ToString());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task SignalAsync(string signal) =>
        _ = await RunAsync("/", "kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);

    private void Receive(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _ = text.Append(line).Append('\n');
            foreach (var (_, said) in _awaited.Where(awaited => line.Contains(awaited.Text, StringComparison.Ordinal)))
            {
                _ = said.TrySetResult();
            }
        }
    }
}
