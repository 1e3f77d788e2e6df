using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Planning;
using MlOps.Reporting.Ci;
using MlOps.Running;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops explain STEP</c>: what a step's output depends on, and why it would run again.</summary>
internal static class ExplainCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("explain", "Say what a step's output depends on, and why it would run again");
        var name = new Argument<string>("STEP") { Description = "A step of the pipeline" };
        command.Add(name);
        var options = new PipelineOptions(command, fileIsArgument: false);
        command.SetAction(parsed =>
        {
            var found = new DiagnosticBag();
            var pipeline = LoadedPipeline.Read(options, parsed, tool, found);
            pipeline.RequireStep("explain", parsed.GetValue(name), found);
            var asked = new RunOptions(null, new HashSet<string>(), Environment.UserName, CiDetector.Find(tool.Environment) is not null, null);
            var plan = found.HasErrors ? [] : pipeline.Run(asked, tool).Plan(found);
            var step = plan.FirstOrDefault(step => step.Name == parsed.GetValue(name));
            if (step is null)
            {
                new TextOutput(tool.Out).Diagnostics(found.InOrder);
                return ExitCode.WrongUse;
            }

            Explain(step, Last(step, pipeline.State), tool.Out);
            return ExitCode.Passed;
        });
        return command;
    }

    // the newest output of this step that is still kept
    private static StepRecord? Last(PlannedStep step, StateFolder state)
    {
        var (records, cache) = (new RunRecords(state), new StepCache(state.Cache));
        return records.Ids().Select(id => records.Find(id)?.Steps.FirstOrDefault(run => run.Name == step.Name && run.Result is not null))
            .OfType<StepRun>()
            .Select(run => cache.FindRecord(run.Fingerprint))
            .FirstOrDefault(record => record is not null);
    }

    private static void Explain(PlannedStep step, StepRecord? last, TextWriter output)
    {
        output.WriteLine(step.Kept is not null ? $"step '{step.Name}' would be reused: nothing that it depends on has changed"
            : last is null ? $"step '{step.Name}' would run: it has no output yet"
            : $"step '{step.Name}' would run again:");
        foreach (var change in step.Kept is null && last is not null ? Changes(step.Fingerprint, last.Fingerprint) : [])
        {
            output.WriteLine($"  {change}");
        }

        output.WriteLine();
        output.WriteLine($"fingerprint {step.Fingerprint.Sha256}, of");
        foreach (var part in step.Fingerprint.Parts)
        {
            output.WriteLine($"  {part.Name}: {part.Value}");
        }
    }

    private static List<string> Changes(Fingerprint now, Fingerprint before)
    {
        var old = before.Parts.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal);
        var changes = now.Parts.Where(part => !old.TryGetValue(part.Name, out var value) || value != part.Value)
            .Select(part => old.TryGetValue(part.Name, out var value) ? $"{part.Name} was {value}, is {part.Value}" : $"{part.Name} is new: {part.Value}")
            .Concat(before.Parts.Where(part => now.Parts.All(other => other.Name != part.Name)).Select(part => $"{part.Name} is gone; it was {part.Value}"))
            .ToList();
        return changes.Count > 0 ? changes : ["a step before it would run, or what it did outside of its output no longer holds"];
    }
}
