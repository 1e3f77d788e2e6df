using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Tool.Ci;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops ci init SYSTEM</c>: writes the files by which a build server runs a pipeline.</summary>
internal static class CiCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool) => new("ci", "Set up a build server") { Init(tool) };

    private static Command Init(ToolContext tool)
    {
        var command = new Command("init", "Write the commented files by which a build server runs the pipeline, into the current folder");
        var system = new Argument<string>("SYSTEM") { Description = "The build server" };
        var file = new Option<string>("--file", "-f") { Description = "The pipeline", HelpName = "FILE", DefaultValueFactory = _ => "pipeline.yml" };
        var force = new Option<bool>("--force") { Description = "Replace files that are there" };
        _ = system.AcceptOnlyFromAmong([.. CiTemplate.BySystem.Keys]);
        command.Add(system);
        command.Add(file);
        command.Add(force);
        command.SetAction(parsed => Write(CiTemplate.BySystem[parsed.GetValue(system)!], parsed.GetValue(file)!, parsed.GetValue(force), tool));
        return command;
    }

    private static int Write(IReadOnlyList<CiTemplate> templates, string file, bool force, ToolContext tool)
    {
        var pipeline = CiPipeline.Read(file, tool);
        if (!force && templates.FirstOrDefault(template => File.Exists(tool.FullPath(template.Target))) is { } taken)
        {
            throw new MlOpsException(Rules.AlreadyThere, new(taken.Target), "there is such a file already; give --force to replace it");
        }

        foreach (var template in templates)
        {
            AtomicFile.WriteText(tool.FullPath(template.Target), template.Write(pipeline));
            tool.Out.WriteLine($"wrote {template.Target}");
        }

        tool.Out.WriteLine("read the files' comments: they say what the build server needs");
        return ExitCode.Passed;
    }
}
