using System.CommandLine;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models reject</c>: ends the waiting of a version.</summary>
internal static class ModelsRejectCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (reference, reason) = (ModelsFrame.Reference(), ModelsFrame.Reason(required: true));
        return frame.Create("reject", "Reject a version that waits for a stage: it stays where it is", (parsed, registry, _) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            var edit = registry.Edit(version.Model, new RegistryEdit.Reject(version.Version), frame.By(parsed.GetValue(reason)));
            return new($"{ModelsText.Name(version)} was rejected and stays in {version.Stage}", json => ModelsMoved.Write(json, registry, edit.Version!, replaced: null));
        }, [reference, reason]);
    }
}
