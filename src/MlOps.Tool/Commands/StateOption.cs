using System.CommandLine;
using MlOps.Running;

namespace MlOps.Tool.Commands;

/// <summary><c>--state DIR</c>: where outputs, runs and the registry are kept.</summary>
internal sealed class StateOption
{
    /// <summary>The option.</summary>
    public Option<string?> Option { get; } = new("--state") { Description = "Where outputs, runs and the registry are kept (default: .mlops beside the pipeline)", HelpName = "DIR" };

    /// <summary>The state folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    /// <param name="folder">Full path of the folder that holds the pipeline.</param>
    public StateFolder Folder(ParseResult parsed, ToolContext tool, string folder) =>
        new(parsed.GetValue(Option) is { } given ? tool.FullPath(given) : Path.Combine(folder, ".mlops"));
}
