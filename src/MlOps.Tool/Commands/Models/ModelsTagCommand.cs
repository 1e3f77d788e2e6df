using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models tag</c>: gives a model or a version values that people look for.</summary>
internal static class ModelsTagCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var target = ModelsTarget.Argument();
        var tags = new Argument<string[]>("KEY=VALUE") { Description = "Tags to set", Arity = ArgumentArity.ZeroOrMore };
        var remove = new Option<string[]>("--remove") { Description = "A tag to remove; may be given more than once", HelpName = "KEY" };
        var reason = ModelsFrame.Reason();
        var command = frame.Create("tag", "Set or remove tags of a model or a version; without any, show them", (parsed, registry, ct) =>
        {
            var found = ModelsTarget.Find(registry, parsed.GetValue(target)!);
            foreach (var edit in Edits(found, parsed.GetValue(tags)!, parsed.GetValue(remove) ?? []))
            {
                _ = registry.Edit(found.Model, edit, frame.By(parsed.GetValue(reason)));
            }

            var model = registry.Show(found.Model);
            var now = found.Version is { } number ? model.Find(number)!.Tags : model.Tags;
            return new(
                now.Count == 0 ? $"{found} has no tags" : ModelsText.Trimmed(new TextTable("tag", "value").Add(now.Select(tag => new[] { tag.Key, ModelsText.OneLine(tag.Value) }))),
                json => ModelsJson.Tags(json, now));
        }, [target, tags, remove, reason]);
        return command;
    }

    // all are read before the first is set
    private static List<RegistryEdit> Edits(ModelsTarget target, string[] tags, string[] removed) =>
    [
        .. tags.Select(text => text.IndexOf('=', StringComparison.Ordinal) is var equals and > 0
            ? new RegistryEdit.SetTag(target.Version, text[..equals], text[(equals + 1)..])
            : throw new MlOpsException(Rules.BadTag, Location.None, $"'{text}' is no tag; expected KEY=VALUE")),
        .. removed.Select(key => new RegistryEdit.SetTag(target.Version, key, Value: null)),
    ];
}
