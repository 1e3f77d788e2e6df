using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models approve</c>: one person's consent to a version that waits for a stage.</summary>
internal static class ModelsApproveCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (reference, reason) = (ModelsFrame.Reference(), ModelsFrame.Reason(required: true));
        return frame.Create("approve", "Approve a version that waits for a stage; the last approval that it needs moves it", (parsed, registry, _) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            var edit = registry.Edit(version.Model, new RegistryEdit.Approve(version.Version), frame.By(parsed.GetValue(reason)));
            return ModelsMoved.Answer(registry, edit, version.Waiting!.Stage);
        }, [reference, reason]);
    }
}
