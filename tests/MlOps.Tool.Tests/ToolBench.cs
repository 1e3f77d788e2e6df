using MlOps.Testing;

namespace MlOps.Tool.Tests;

/// <summary>Runs command lines inside the test, in a folder of their own and without the machine's environment.</summary>
internal sealed class ToolBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>What the tool reads of the environment: nothing but that the network is not asked.</summary>
    public Dictionary<string, string> Environment { get; } = new() { ["HF_HUB_OFFLINE"] = "1" };

    /// <summary>The clock that commands see.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Waits between attempts of a request; null for the clock's own time.</summary>
    public Func<TimeSpan, CancellationToken, Task>? Wait { get; set; }

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Read(string name) => File.ReadAllText(_folder.File(name));

    public async Task<Ended> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await Program.RunAsync(args, new(output, error, false, Environment.GetValueOrDefault, _folder.Path, Time) { Wait = Wait });
        return new(exit, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
