using System.Diagnostics;
using System.Globalization;
using System.Text;
using MlOps.Testing;

namespace MlOps.Serving.Tests;

/// <summary><c>dotnet mlops serve</c> in a process of its own.</summary>
internal sealed class ServedProcess : IDisposable
{
    private const string Listening = "listening on ";

    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServedProcess(Process process)
    {
        _process = process;
        Follow(process.StandardOutput, _output);
        Follow(process.StandardError, _errors);
    }

    public Uri Address => _address.Task.Result;

    /// <summary>What it wrote to standard output.</summary>
    public string Output => TextOf(_output);

    /// <summary>What it wrote to standard error: its log.</summary>
    public string Log => TextOf(_errors);

    /// <summary>Starts a server on a free port and waits until it listens.</summary>
    public static Task<ServedProcess> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string>(), arguments);

    /// <summary>Starts a server with more in its environment.</summary>
    public static async Task<ServedProcess> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the process is stopped by a signal");
        var tool = Path.Combine(AppContext.BaseDirectory, "dotnet-mlops.dll");
        var start = new ProcessStartInfo("dotnet", [tool, "serve", "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var served = new ServedProcess(Process.Start(start)!);
        var ended = served._process.WaitForExitAsync();
        _ = await Task.WhenAny(served._address.Task, ended);
        Assert.False(ended.IsCompleted, served.Output + served.Log);
        return served;
    }

    /// <summary>Tells the process to stop.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits until the log says something.</summary>
    public async Task LogsAsync(string text, TimeSpan patience)
    {
        var waiting = Stopwatch.StartNew();
        while (!Log.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(waiting.Elapsed < patience, $"'{text}' is not in the log after {waiting.Elapsed}:\n{Log}");
            await Task.Delay(20);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static string TextOf(StringBuilder lines)
    {
        lock (lines)
        {
            return lines.ToString();
        }
    }

    // on a thread of its own: waiting for lines would take one from the pool, which clients of the same test need
    private void Follow(StreamReader reader, StringBuilder lines) => new Thread(() =>
    {
        while (reader.ReadLine() is { } line)
        {
            Take(lines, line);
        }
    })
    { IsBackground = true }.Start();

    private void Take(StringBuilder lines, string line)
    {
        lock (lines)
        {
            _ = lines.Append(line).Append('\n');
        }

        if (line.StartsWith(Listening, StringComparison.Ordinal))
        {
            _ = _address.TrySetResult(new(line[Listening.Length..]));
        }
    }
}
