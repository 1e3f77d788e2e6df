using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models</c>: the registry.</summary>
internal static class ModelsCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var (state, registry) = (new StateOption(), new RegistryOption());
        state.Option.Recursive = true;
        var frame = new ModelsFrame(tool, Open);
        var command = new Command("models", "List, judge, promote, describe, carry and check the registered models")
        {
            state.Option,
            registry.Option,
            ModelsListCommand.Create(frame),
            ModelsShowCommand.Create(frame),
            ModelsVersionsCommand.Create(frame),
            ModelsHistoryCommand.Create(frame),
            ModelsBestCommand.Create(frame),
            ModelsPromoteCommand.Create(frame),
            ModelsApproveCommand.Create(frame),
            ModelsRejectCommand.Create(frame),
            ModelsWaitingCommand.Create(frame),
            ModelsRollbackCommand.Create(frame),
            ModelsArchiveCommand.Create(frame),
            ModelsDeleteCommand.Create(frame),
            ModelsAliasCommand.Create(frame),
            ModelsTagCommand.Create(frame),
            ModelsDescribeCommand.Create(frame),
            ModelsAttachCommand.Create(frame),
            ModelsDownloadCommand.Create(tool, Open),
            ModelsExportCommand.Create(frame),
            ModelsImportCommand.Create(frame),
            ModelsVerifyCommand.Create(frame),
            ModelsGcCommand.Create(frame),
            ModelsPredictorCommand.Create(tool),
        };
        frame.Answer(command, ModelsListCommand.List);
        return command;

        ModelRegistry Open(ParseResult parsed) => registry.Open(parsed, tool, state.Folder(parsed, tool, tool.Folder));
    }
}
