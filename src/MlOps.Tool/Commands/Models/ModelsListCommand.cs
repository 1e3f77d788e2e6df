using System.CommandLine;
using MlOps.Registry;
using MlOps.Tool.Output;

namespace MlOps.Tool.Commands.Models;

/// <summary><c>dotnet mlops models list</c>: what is registered.</summary>
internal static class ModelsListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(ModelsFrame frame) => frame.Create("list", "List the registered models", List);

    /// <summary>Lists the models.</summary>
    public static ModelsAnswer List(ParseResult parsed, ModelRegistry registry, CancellationToken ct)
    {
        var models = registry.Models();
        var table = new TextTable("model", "versions", "Production", "Staging").Add(models.Select(model => new[]
        {
            model.Name,
            ModelsText.Number(model.Versions.Count),
            In(model, Stage.Production),
            In(model, Stage.Staging),
        }));
        return new(table.IsEmpty ? "no models yet" : ModelsText.Trimmed(table), json => ModelsJson.Array(json, "models", models, model => ModelsJson.Object(json, () =>
        {
            json.WriteString("name", model.Name);
            json.WriteString("description", model.Description);
            json.WriteNumber("versions", model.Versions.Count);
            ModelsJson.Tags(json, model.Tags);
            json.WriteStartObject("aliases");
            foreach (var (alias, version) in model.Aliases)
            {
                json.WriteNumber(alias, version);
            }

            json.WriteEndObject();
            foreach (var version in model.Versions.Where(version => version.Stage is Stage.Production or Stage.Staging))
            {
                json.WriteNumber(version.Stage == Stage.Production ? "production" : "staging", version.Version);
            }
        })));
    }

    private static string In(RegisteredModel model, Stage stage) => model.Versions.FirstOrDefault(version => version.Stage == stage) is { } found
        ? ModelsText.Number(found.Version)
        : "-";
}
