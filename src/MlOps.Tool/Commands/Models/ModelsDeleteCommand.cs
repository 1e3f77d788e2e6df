using System.CommandLine;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models delete</c>: removes a version that nobody uses, with its files.</summary>
internal static class ModelsDeleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (reference, reason) = (ModelsFrame.Reference(), ModelsFrame.Reason());
        return frame.Create("delete", "Remove a version in None or Archived, with its files; its number is not given again", (parsed, registry, ct) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            _ = registry.Edit(version.Model, new RegistryEdit.Delete(version.Version), frame.By(parsed.GetValue(reason)));
            return new($"{ModelsText.Name(version)} and its files are gone; the history keeps that it was there", json =>
            {
                json.WriteString("model", version.Model);
                json.WriteNumber("deleted", version.Version);
            });
        }, [reference, reason]);
    }
}
