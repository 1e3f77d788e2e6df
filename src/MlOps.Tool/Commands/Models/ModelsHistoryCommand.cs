using System.CommandLine;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models history</c>: every change of a model, and the head of its chain of hashes.</summary>
internal static class ModelsHistoryCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame)
    {
        var name = ModelsFrame.Name();
        return frame.Create("history", "List every change of a model", (parsed, registry, _) =>
        {
            var model = registry.Show(parsed.GetValue(name)!);
            return new($"{ModelsText.History(model.History)}\n\nhead {model.Head.Hash}", json =>
            {
                ModelsJson.Array(json, "history", model.History, entry => ModelsJson.Entry(json, entry));
                json.WriteString("head", model.Head.Hash);
            });
        }, [name]);
    }
}
