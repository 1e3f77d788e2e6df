using System.CommandLine;
using MlOps.Registry;
using MlOps.Spec;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops schema</c>: prints the JSON Schema of pipeline.yml, for editors.</summary>
internal static class SchemaCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var command = new Command("schema", "Print the JSON Schema of pipeline.yml, for editors");
        command.SetAction(_ =>
        {
            tool.Out.Write(SchemaWriter.Write(StepKinds.Create(StepKinds.NoRegistry)));
            return ExitCode.Passed;
        });
        return command;
    }
}
