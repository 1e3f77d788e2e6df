using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Steps.Command;

/// <summary>
/// Runs a program in the pipeline's folder. It finds the folder to write into in MLOPS_OUTPUT, and the output folder of each step
/// that it needs in MLOPS_INPUT_NAME.
/// </summary>
public sealed class CommandStep : Step<CommandSpec>
{
    private const int LinesKept = 20;

    /// <inheritdoc/>
    public override string Kind => "command";

    /// <inheritdoc/>
    public override string About => "Runs a program of your own";

    /// <inheritdoc/>
    public override int CodeVersion => 1;

    /// <inheritdoc/>
    public override CommandSpec Read(SpecMap map)
    {
        var run = map.Texts("run", "The program and its arguments, as a list; no shell reads them");
        map.RequireNotEmpty("run");
        return new(
            run,
            map.Texts("inputs", "Files and folders that it reads; the step runs again when they change"),
            map.Texts("outputs", "Files that it writes below the folder in MLOPS_OUTPUT; the step fails when one is missing"));
    }

    /// <inheritdoc/>
    protected override IEnumerable<SpecText> Inputs(CommandSpec spec) => spec.Inputs;

    /// <inheritdoc/>
    protected override async Task<StepResult> RunAsync(CommandSpec spec, StepContext context, CancellationToken ct)
    {
        using var process = Start(spec, context);
        var last = new Queue<string>();
        void Read(object _, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                Keep(last, text);
                context.Progress.Report(new(text));
            }
        }

        process.OutputDataReceived += Read;
        process.ErrorDataReceived += Read;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            var printed = last.Count == 0 ? "it printed nothing" : "it printed last:\n  " + string.Join("\n  ", last);
            throw new MlOpsException(Rules.CommandFailed, context.Location, string.Create(
                CultureInfo.InvariantCulture, $"step '{context.Name}': '{spec.Run[0]}' ended with exit code {process.ExitCode}; {printed}"));
        }

        foreach (var output in spec.Outputs.Where(output => !Path.Exists(Path.Combine(context.OutputFolder, output))))
        {
            throw new MlOpsException(Rules.MissingOutput, output.Location, $"step '{context.Name}' declares the output '{output}', and '{spec.Run[0]}' did not write it");
        }

        return new StepResult();
    }

    private static Process Start(CommandSpec spec, StepContext context)
    {
        var start = new ProcessStartInfo(spec.Run[0], spec.Run.Skip(1).Select(argument => argument.Value))
        {
            WorkingDirectory = context.PipelineFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MLOPS_OUTPUT"] = context.OutputFolder;
        foreach (var input in context.Upstream)
        {
            start.Environment[$"MLOPS_INPUT_{input.Name.Replace('-', '_').ToUpperInvariant()}"] = input.Folder;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new MlOpsException(Rules.CannotStart, spec.Run[0].Location, $"step '{context.Name}' could not start '{spec.Run[0]}': {e.Message}", e);
        }
    }

    private static void Keep(Queue<string> last, string line)
    {
        lock (last)
        {
            last.Enqueue(line);
            if (last.Count > LinesKept)
            {
                _ = last.Dequeue();
            }
        }
    }
}
