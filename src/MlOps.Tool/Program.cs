using System.CommandLine;
using System.Text;
using MlOps.Diagnostics;
using MlOps.Reporting.Ci;
using MlOps.Tool.Commands;
using MlOps.Tool.Commands.Models;
using MlOps.Tool.Output;

namespace MlOps.Tool;

/// <summary>The program: builds the commands, runs one, and turns what goes wrong into a diagnostic and an exit code.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return RunAsync(args, new(
            Console.Out,
            Console.Error,
            !Console.IsErrorRedirected && CiDetector.Find(Environment.GetEnvironmentVariable) is null,
            Environment.GetEnvironmentVariable,
            Environment.CurrentDirectory,
            TimeProvider.System));
    }

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="tool">The process that it runs in.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, ToolContext tool)
    {
        try
        {
            var parsed = Commands(args, tool).Parse(args);
            var exit = await parsed.InvokeAsync(new()
            {
                Output = tool.Out,
                Error = tool.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = parsed.CommandResult.Command.Name == ServeCommand.Name
                    ? ServeOptions.LongestStop // it has a limit of its own
                    : TimeSpan.FromSeconds(30), // for the step at work to stop at its next batch or file
            });
            return parsed.Errors.Count > 0 ? ExitCode.WrongUse : exit;
        }
        catch (MlOpsException e)
        {
            tool.Out.WriteLine(LogText.Of(e.Diagnostic.ToString()));
            return ExitCode.Of(e.Diagnostic.Rule);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tool.Out.WriteLine(LogText.Of(new Diagnostic(Rules.CannotWrite, Location.None, e.Message).ToString()));
            return ExitCode.StepFailed;
        }
        catch (Exception e)
        {
            tool.Out.WriteLine(new Diagnostic(Rules.Bug, Location.None, $"{e.GetType().Name}: {e.Message}"));
            tool.Error.WriteLine(e);
            return ExitCode.Bug;
        }
    }

    /// <summary>Every command, by its name: a process makes none but the one that it runs, which is part of the time that an unchanged run takes.</summary>
    internal static IReadOnlyDictionary<string, Func<ToolContext, Command>> Known() => new OrderedDictionary<string, Func<ToolContext, Command>>(StringComparer.Ordinal)
    {
        ["run"] = RunCommand.Create,
        ["check"] = CheckCommand.Create,
        ["explain"] = ExplainCommand.Create,
        ["init"] = InitCommand.Create,
        ["schema"] = SchemaCommand.Create,
        ["doctor"] = DoctorCommand.Create,
        ["report"] = ReportCommand.Create,
        ["runs"] = RunsCommand.Create,
        ["models"] = ModelsCommand.Create,
        ["cache"] = CacheCommand.Create,
        ["ci"] = CiCommand.Create,
        ["predict"] = PredictCommand.Create,
        [ServeCommand.Name] = ServeCommand.Create,
        ["serve-key"] = ServeKeyCommand.Create,
        ["deploy"] = DeployCommand.Create,
        ["gate"] = GateCommand.Create,
        ["monitor"] = MonitorCommand.Create,
        ["ui"] = UiCommand.Create,
        ["ab"] = AbCommand.Create,
    };

    // help, completion and misspelt names need them all
    private static RootCommand Commands(string[] args, ToolContext tool)
    {
        var known = Known();
        var root = new RootCommand("Fine-tune, judge and ship models from one pipeline.yml");
        foreach (var create in args.Length > 0 && known.TryGetValue(args[0], out var asked) ? [asked] : known.Values)
        {
            root.Add(create(tool));
        }

        return root;
    }
}
