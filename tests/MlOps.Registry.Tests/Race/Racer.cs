using System.Diagnostics;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Testing;

namespace MlOps.Registry.Tests.Race;

/// <summary>A process that registers and promotes until its input ends or it is killed. It tells of each registration once it is done.</summary>
internal sealed class Racer : IDisposable
{
    public const string Word = "registry-racer";
    private const string Ready = "ready";

    private readonly Process _process;
    private readonly Task<List<string>> _lines;
    private readonly TaskCompletionSource _ready = new();
    private readonly Task<string> _errors;

    public Racer(RaceRegistry registry, int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Word, registry.Folder, registry.Address, seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = PostgresServer.Password;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        _process = Process.Start(start)!;
        _lines = ReadAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Ends when the process has begun its work, or ended.</summary>
    public Task Started => _ready.Task;

    /// <summary>SIGKILL: nothing is disposed, nothing is finally.</summary>
    /// <returns>What it had told by then.</returns>
    public async Task<List<string>> KillAsync()
    {
        _process.Kill();
        return await _lines;
    }

    /// <summary>Lets it end what it is doing.</summary>
    /// <returns>What it has told.</returns>
    public async Task<List<string>> StopAsync()
    {
        _process.StandardInput.Close();
        var lines = await _lines;
        await _process.WaitForExitAsync();
        Assert.Equal("", await _errors);
        return lines;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The process itself.</summary>
    public static int Run(string[] args)
    {
        var (registry, seed) = (new RaceRegistry(args[0], args[1]).Open(Environment.GetEnvironmentVariable), int.Parse(args[2], CultureInfo.InvariantCulture));
        var random = new Random(seed);
        var folder = Path.Combine(args[0], "candidates", args[2]);
        var stop = new CancellationTokenSource();
        _ = Task.Run(() =>
        {
            _ = Console.In.ReadToEnd();
            stop.Cancel();
        });
        Tell(Ready);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var candidate = Candidates.Make(folder, $"seed {seed}, candidate {i}", (Stage)random.Next(3));
            try
            {
                var registration = registry.Register(candidate, CancellationToken.None);
                Tell(string.Create(CultureInfo.InvariantCulture, $"{registration.Version} {registration.ContentHash}"));
                _ = registry.Edit(candidate.Model, new RegistryEdit.Move(random.Next(1, registration.Version + 1), (Stage)random.Next(4)), candidate.Change);
            }
            catch (MlOpsException e) when (e.Diagnostic.Rule == Rules.RegistryBusy || e.Diagnostic.Rule == Rules.RegistryUnreachable)
            {
                // 64 processes on a machine that is busy otherwise too: nothing was promised
            }
        }

        return 0;
    }

    private static void Tell(string line)
    {
        Console.Out.Write(line + "\n");
        Console.Out.Flush();
    }

    // a line that a kill has cut is not told
    private async Task<List<string>> ReadAsync()
    {
        var text = "";
        var buffer = new char[4096];
        for (int read; (read = await _process.StandardOutput.ReadAsync(buffer)) > 0;)
        {
            text += new string(buffer, 0, read);
            if (text.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = _ready.TrySetResult();
            }
        }

        _ = _ready.TrySetResult();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != Ready)];
    }
}
