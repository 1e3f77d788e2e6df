namespace MlOps.Tool;

/// <summary>The process that a command runs in; a test gives another one.</summary>
/// <param name="Out">Results and diagnostics.</param>
/// <param name="Error">Progress.</param>
/// <param name="ErrorIsTerminal">True when someone watches the progress as it happens.</param>
/// <param name="Environment">Looks up an environment variable; null when it is not set.</param>
/// <param name="Folder">Full path of the current folder.</param>
/// <param name="Time">The clock.</param>
internal sealed record ToolContext(
    TextWriter Out,
    TextWriter Error,
    bool ErrorIsTerminal,
    Func<string, string?> Environment,
    string Folder,
    TimeProvider Time)
{
    /// <summary>Opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Waits before a request is sent again; null for the clock's own time.</summary>
    public Func<TimeSpan, CancellationToken, Task>? Wait { get; init; }

    /// <summary>The full path of a path that the user gave.</summary>
    public string FullPath(string path) => Path.GetFullPath(Path.Combine(Folder, path));
}
