using System.CommandLine;
using MlOps.Registry;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models describe</c>: says what a model or a version is.</summary>
internal static class ModelsDescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var target = ModelsTarget.Argument();
        var text = new Argument<string>("TEXT") { Description = "What it is; an empty text removes the description" };
        return frame.Create("describe", "Say what a model or a version is", (parsed, registry, ct) =>
        {
            var found = ModelsTarget.Find(registry, parsed.GetValue(target)!);
            _ = registry.Edit(found.Model, new RegistryEdit.Describe(found.Version, parsed.GetValue(text)!), frame.By(reason: null));
            return new($"{found} is described", json =>
            {
                json.WriteString("model", found.Model);
                if (found.Version is { } version)
                {
                    json.WriteNumber("version", version);
                }

                json.WriteString("description", parsed.GetValue(text));
            });
        }, [target, text]);
    }
}
