using MlOps.Testing;

namespace MlOps.Tool.Tests;

/// <summary>Runs command lines inside the test, in a folder of their own and without the machine's environment.</summary>
internal sealed class ToolBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public Dictionary<string, string> Environment { get; } = [];

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Read(string name) => File.ReadAllText(_folder.File(name));

    public async Task<Ended> Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exit = await Program.RunAsync(args, new(output, error, false, Environment.GetValueOrDefault, _folder.Path, TimeProvider.System));
        return new(exit, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
