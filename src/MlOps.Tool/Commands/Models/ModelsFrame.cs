using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary>What every command about models shares: it opens the registry, answers as text or JSON, and knows who works.</summary>
/// <param name="tool">The process.</param>
/// <param name="open">Opens the registry that the command line names.</param>
internal sealed class ModelsFrame(ToolContext tool, Func<ParseResult, ModelRegistry> open)
{
    /// <summary>The process.</summary>
    public ToolContext Tool => tool;

    /// <summary>Makes a command.</summary>
    /// <param name="name">Its word.</param>
    /// <param name="about">What it does.</param>
    /// <param name="answer">Does it.</param>
    /// <param name="symbols">Its arguments and options.</param>
    public Command Create(string name, string about, Func<ParseResult, ModelRegistry, CancellationToken, ModelsAnswer> answer, params IReadOnlyList<Symbol> symbols)
    {
        var command = new Command(name, about);
        Answer(command, answer);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        return command;
    }

    /// <summary>Lets a command answer.</summary>
    /// <param name="command">The command; gets <c>--output</c>.</param>
    /// <param name="answer">Does what it is for.</param>
    public void Answer(Command command, Func<ParseResult, ModelRegistry, CancellationToken, ModelsAnswer> answer)
    {
        var output = new OutputOption();
        command.Add(output.Option);
        command.SetAction((parsed, ct) => Task.FromResult(Run(parsed, answer, output.IsJson(parsed), ct)));
    }

    /// <summary>Who changes the registry now, by hand.</summary>
    /// <param name="reason">Why; empty when nothing is said.</param>
    public Change By(string? reason) => new(CurrentUser.Of(tool.Environment), Run: "", reason ?? "");

    /// <summary>The argument that names a version.</summary>
    public static Argument<string> Reference() => new("NAME@VERSION") { Description = $"A version: {ModelReference.Expected}" };

    /// <summary>The argument that names a model.</summary>
    public static Argument<string> Name() => new("NAME") { Description = "A registered model" };

    /// <summary>The option that says why.</summary>
    /// <param name="required">True where it must be given.</param>
    public static Option<string?> Reason(bool required = false) => new("--reason") { Description = "Why, for the history", HelpName = "TEXT", Required = required };

    private int Run(ParseResult parsed, Func<ParseResult, ModelRegistry, CancellationToken, ModelsAnswer> answer, bool isJson, CancellationToken ct)
    {
        var registry = open(parsed);
        using (registry as IDisposable)
        {
            try
            {
                var given = answer(parsed, registry, ct);
                tool.Out.WriteLine(isJson ? ModelsJson.Document([], given.Json) : given.Text);
                return given.ExitCode;
            }
            catch (MlOpsException e) when (isJson)
            {
                tool.Out.WriteLine(ModelsJson.Document([e.Diagnostic], _ => { }));
                return ExitCode.Of(e.Diagnostic.Rule);
            }
        }
    }
}
