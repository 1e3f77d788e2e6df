using MlOps.Diagnostics;
using MlOps.Reporting.Ci;

namespace MlOps.Tests.Reporting.Ci;

/// <summary>A build server that is told by its variables and files.</summary>
internal sealed class CiScene
{
    private readonly Dictionary<string, string> _variables;
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _found = new();

    /// <summary>Sets the variables.</summary>
    /// <param name="variables">A line each: NAME=VALUE.</param>
    public CiScene(string variables) => _variables = variables.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>What was found wrong.</summary>
    public IReadOnlyList<Diagnostic> Found => _found.All;

    /// <summary>Sets one more variable.</summary>
    public CiScene With(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    /// <summary>Writes a file of the server.</summary>
    public CiScene WithFile(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    /// <summary>The build server.</summary>
    public CiSystem? Find() => CiDetector.Find(_variables.GetValueOrDefault);

    /// <summary>The build.</summary>
    public CiBuild Detect() => CiDetector.Detect(
        _variables.GetValueOrDefault,
        path => _files.TryGetValue(path, out var text) ? text : throw new FileNotFoundException($"there is no {path}"),
        _found)!;
}
