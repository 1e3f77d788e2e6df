using System.CommandLine;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>--output text|json</c>.</summary>
internal sealed class OutputOption
{
    private const string Json = "json";

    /// <summary>Prepares the option.</summary>
    public OutputOption() => Option.AcceptOnlyFromAmong("text", Json);

    /// <summary>The option.</summary>
    public Option<string> Option { get; } = new("--output", "-o")
    {
        Description = "text, or json: one document on standard output",
        HelpName = "text|json",
        DefaultValueFactory = _ => "text",
    };

    /// <summary>True when one document for programs is asked for.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(Option) == Json;

    /// <summary>Where the command's results go.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    public ResultOutput Create(ParseResult parsed, ToolContext tool) =>
        IsJson(parsed) ? new JsonOutput(tool.Out) : new TextOutput(tool.Out);
}
