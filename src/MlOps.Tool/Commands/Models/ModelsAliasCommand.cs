using System.CommandLine;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models alias</c>: names for versions that people choose and move.</summary>
internal static class ModelsAliasCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame) => new("alias", "Let an alias name a version, or remove it") { Set(frame), Remove(frame) };

    private static Command Set(ModelsFrame frame)
    {
        var (reference, alias, reason) = (ModelsFrame.Reference(), Alias(), ModelsFrame.Reason());
        return frame.Create("set", "Let an alias name a version, and no other any more", (parsed, registry, _) =>
        {
            var version = registry.Find(ModelReference.Parse(parsed.GetValue(reference)!));
            var name = parsed.GetValue(alias)!;
            var edit = registry.Edit(version.Model, new RegistryEdit.SetAlias(name, version.Version), frame.By(parsed.GetValue(reason)));
            return new($"{version.Model}@{name} is {ModelsText.Name(version)}{(edit.Entries.Count == 0 ? " already" : "")}", json => ModelsMoved.Write(json, registry, edit.Version!, replaced: null));
        }, [reference, alias, reason]);
    }

    private static Command Remove(ModelsFrame frame)
    {
        var (name, alias, reason) = (ModelsFrame.Name(), Alias(), ModelsFrame.Reason());
        return frame.Create("remove", "Remove an alias", (parsed, registry, _) =>
        {
            var edit = registry.Edit(parsed.GetValue(name)!, new RegistryEdit.RemoveAlias(parsed.GetValue(alias)!), frame.By(parsed.GetValue(reason)));
            return new($"{parsed.GetValue(name)}@{parsed.GetValue(alias)} names no version any more", json => ModelsMoved.Write(json, registry, edit.Version!, replaced: null));
        }, [name, alias, reason]);
    }

    private static Argument<string> Alias() => new("ALIAS") { Description = AliasName.Expected };
}
