using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Reporting.Ci;
using MlOps.Running;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops check</c>: reports every mistake of a pipeline, and runs nothing.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("check", "Report every mistake of a pipeline; run nothing");
        var options = new PipelineOptions(command);
        var output = new OutputOption();
        command.Add(output.Option);
        command.SetAction(parsed =>
        {
            var found = new DiagnosticBag();
            var pipeline = LoadedPipeline.Read(options, parsed, tool, found);
            IReadOnlyList<PlannedStep> plan = [];
            if (!found.HasErrors)
            {
                var asked = new RunOptions(null, new HashSet<string>(), Environment.UserName, CiDetector.Find(tool.Environment) is not null, null);
                plan = pipeline.Run(asked, tool).Plan(found);
            }

            output.Create(parsed, tool).Checked(options.File(parsed), pipeline.Checks.Count, plan, found);
            return found.HasErrors ? ExitCode.WrongUse : ExitCode.Passed;
        });
        return command;
    }
}
