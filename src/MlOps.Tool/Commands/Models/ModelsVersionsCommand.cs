using System.CommandLine;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models versions</c>: the versions of a model.</summary>
internal static class ModelsVersionsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var name = ModelsFrame.Name();
        return frame.Create("versions", "List a model's versions", (parsed, registry, _) =>
        {
            var model = registry.Show(parsed.GetValue(name)!);
            return new(ModelsText.Versions(model), json => ModelsJson.Array(json, "versions", model.Versions, version => ModelsJson.Version(json, model, version)));
        }, [name]);
    }
}
