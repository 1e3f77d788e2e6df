using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models rollback</c>: brings the version back that was in Production before.</summary>
internal static class ModelsRollbackCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (name, reason) = (ModelsFrame.Name(), ModelsFrame.Reason());
        return frame.Create("rollback", "Bring the version back that was in Production before; no gate stands in the way", (parsed, registry, _) =>
            ModelsMoved.Answer(registry, registry.Edit(parsed.GetValue(name)!, new RegistryEdit.Rollback(), frame.By(parsed.GetValue(reason))), Stage.Production), [name, reason]);
    }
}
