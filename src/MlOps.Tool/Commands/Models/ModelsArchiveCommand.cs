using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models archive</c>: takes a version out of use.</summary>
internal static class ModelsArchiveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (reference, reason) = (ModelsFrame.Reference(), ModelsFrame.Reason());
        return frame.Create("archive", "Move a version to Archived, whatever its stage", (parsed, registry, _) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            return ModelsMoved.Answer(registry, registry.Edit(version.Model, new RegistryEdit.Move(version.Version, Stage.Archived), frame.By(parsed.GetValue(reason))), Stage.Archived);
        }, [reference, reason]);
    }
}
