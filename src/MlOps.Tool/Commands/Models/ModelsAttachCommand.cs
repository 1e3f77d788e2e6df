using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models attach</c>: puts a file beside a version's own.</summary>
internal static class ModelsAttachCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var (reference, reason) = (ModelsFrame.Reference(), ModelsFrame.Reason());
        var file = new Argument<string>("FILE") { Description = "The file, which is copied and hashed" };
        var name = new Option<string?>("--name") { Description = "What it is called there (default: the file's own name)", HelpName = "NAME" };
        return frame.Create("attach", "Put a file beside a version's own, such as a report or a notebook; neither ever changes", (parsed, registry, _) =>
        {
            var (given, version) = (parsed.GetValue(file)!, registry.Find(ModelReference.Parse(parsed.GetValue(reference)!)));
            var path = frame.Tool.FullPath(given);
            if (!File.Exists(path))
            {
                throw new MlOpsException(Rules.MissingInput, new(given.Replace('\\', '/')), "there is no such file to attach");
            }

            var edit = registry.Edit(version.Model, new RegistryEdit.Attach(version.Version, parsed.GetValue(name) ?? Path.GetFileName(path), path), frame.By(parsed.GetValue(reason)));
            return new(
                $"{given} is {(edit.Entries.Count == 0 ? "already " : "")}attached to {ModelsText.Name(version)}",
                json => ModelsMoved.Write(json, registry, edit.Version!, replaced: null));
        }, [reference, file, name, reason]);
    }
}
